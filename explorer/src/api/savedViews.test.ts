import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import {
  createSavedView,
  deleteSavedView,
  fetchSavedViews,
  replaceSavedView,
} from './savedViews.ts'

test('lists, creates, replaces and deletes shared views', async () => {
  const sent: unknown[] = []
  const fetch = mock.method(globalThis, 'fetch', async (url: string, init: RequestInit) => {
    sent.push([init.method, url, init.body])
    return Response.json({ id: 'a/b' })
  })
  const draft = { name: 'x', app_id: '', is_private: false, body: { version: 1 } }
  try {
    const { id } = await createSavedView(draft)
    await replaceSavedView(id, draft)
    await deleteSavedView(id)
    await fetchSavedViews('shop', new AbortController().signal)
    await fetchSavedViews(undefined, new AbortController().signal)
  } finally {
    fetch.mock.restore()
  }
  const body = '{"name":"x","app_id":"","is_private":false,"body":{"version":1}}'
  assert.deepEqual(sent, [
    ['POST', '/api/saved-views', body],
    ['PUT', '/api/saved-views/a%2Fb', body],
    ['DELETE', '/api/saved-views/a%2Fb', undefined],
    [undefined, '/api/saved-views?app_id=shop', undefined],
    [undefined, '/api/saved-views', undefined],
  ])
})
