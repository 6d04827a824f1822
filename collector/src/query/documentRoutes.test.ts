import assert from 'node:assert/strict'
import test from 'node:test'
import type { SavedDocument, SavedDocuments } from '../../../protocol/analytics.ts'
import { createToken, withToken } from '../access/access.testkit.ts'
import { OPEN_ACCESS } from '../access/accessOptions.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector

test.before(async () => {
  collector = await startTestCollector(directory.path)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

async function send(method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const body = payload === undefined ? {} : { payload }
  const response = await collector.server.inject({ method, url, ...body })
  return { status: response.statusCode, body: response.json() as SavedDocument }
}

async function list(url: string): Promise<SavedDocument[]> {
  const response = await collector.server.inject({ url })
  return response.json<SavedDocuments>().items
}

test('a saved view is kept, replaced and deleted, over restarts', async () => {
  const made = await send('POST', '/api/saved-views', {
    app_id: 'shop',
    name: 'Mine',
    body: { query: 'env:prod', columns: ['browser'] },
  })
  assert.equal(made.status, 200)
  assert.deepEqual(await list('/api/saved-views'), [made.body])

  const next = { app_id: 'shop', name: 'Ours', body: { query: 'env:stage' } }
  const replaced = await send('PUT', `/api/saved-views/${made.body.id}`, next)
  await collector.stop()
  collector = await startTestCollector(directory.path)
  const [kept, ...more] = await list('/api/saved-views')
  assert.deepEqual([kept, more], [replaced.body, []])
  assert.deepEqual([kept?.id, kept?.name, kept?.body], [made.body.id, 'Ours', next.body])

  assert.equal((await send('DELETE', `/api/saved-views/${made.body.id}`)).status, 200)
  assert.deepEqual(await list('/api/saved-views'), [])
  assert.equal((await send('DELETE', `/api/saved-views/${made.body.id}`)).status, 404)
})

test('a dashboard is found at what it is bound to', async () => {
  const { body: bound } = await send('POST', '/api/dashboards', {
    app_id: 'shop',
    name: 'Cart',
    bound_to: '/cart',
    body: {},
  })
  const { body: general } = await send('POST', '/api/dashboards', { name: 'All', body: {} })
  assert.deepEqual(await list('/api/dashboards?app_id=shop&bound_to=/cart'), [bound])
  const ids = (await list('/api/dashboards?app_id=shop')).map(({ id }) => id)
  assert.deepEqual(ids.toSorted(), [bound.id, general.id].toSorted())
  assert.deepEqual(await list('/api/dashboards?app_id=blog&bound_to=/cart'), [])
  assert.deepEqual(await list('/api/saved-views'), [])
})

test('what is no saved view is refused', async () => {
  for (const [payload, message] of [
    [{ body: {} }, /^name: /],
    [{ name: ' ', body: {} }, /^name: /],
    [{ name: 'x' }, /^body: /],
    [{ name: 'x', body: { long: 'x'.repeat(70_000) } }, /^body: more than 64 KiB/],
  ] as const) {
    const { status, body } = await send('POST', '/api/saved-views', payload)
    assert.equal(status, 400)
    assert.match(String((body as unknown as { message: string }).message), message)
  }
})

test('an open collector keeps no private views, because anybody would see them', async () => {
  const { status, body } = await send('POST', '/api/saved-views', {
    name: 'x',
    is_private: true,
    body: {},
  })
  assert.equal(status, 409)
  assert.equal((body as unknown as { error_code: string }).error_code, 'rum.noAccount')
})

test('what one may keep is used up by oneself alone', async () => {
  const secret = 'correct horse battery staple'
  const other = makeDirectory()
  await collector.stop()
  const closed = await startTestCollector(other.path, {
    access: { ...OPEN_ACCESS, adminSecret: secret },
  })
  try {
    const tokens = await Promise.all(
      ['one', 'two'].map((name) =>
        createToken(closed, { role: 'editor', applications: 'all', name }, secret),
      ),
    )
    const keep = async (token: string | undefined, text: string): Promise<number> => {
      const view = { name: 'x', body: { text } }
      return (await withToken(closed, token ?? '').send('POST', '/api/saved-views', view)).status
    }
    const statuses: number[] = []
    for (let nth = 0; nth < 18; nth++) {
      statuses.push(await keep(tokens[0], 'x'.repeat(65_000)))
    }
    assert.deepEqual([statuses[0], statuses[17]], [200, 409])
    assert.equal(await keep(tokens[1], 'x'), 200)
  } finally {
    await closed.stop()
    other.remove()
    collector = await startTestCollector(directory.path)
  }
})
