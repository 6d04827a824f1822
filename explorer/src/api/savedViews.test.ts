import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createSavedView, deleteSavedView, replaceSavedView } from './savedViews.ts'

test('creates, replaces and deletes a shared view', async () => {
  const sent: unknown[] = []
  const fetch = mock.method(globalThis, 'fetch', async (url: string, init: RequestInit) => {
    sent.push([init.method, url, init.body])
    return Response.json({ id: 'a/b' })
  })
  const draft = { name: 'x', app_id: '', body: { version: 1 } }
  try {
    const { id } = await createSavedView(draft)
    await replaceSavedView(id, draft)
    await deleteSavedView(id)
  } finally {
    fetch.mock.restore()
  }
  const body = '{"name":"x","app_id":"","body":{"version":1}}'
  assert.deepEqual(sent, [
    ['POST', '/api/saved-views', body],
    ['PUT', '/api/saved-views/a%2Fb', body],
    ['DELETE', '/api/saved-views/a%2Fb', undefined],
  ])
})
