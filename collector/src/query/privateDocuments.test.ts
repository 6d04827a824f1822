import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SavedDocument, SavedDocuments } from '../../../protocol/analytics.ts'
import type { Client } from '../access/access.testkit.ts'
import { createToken, SECRET, signIn, withToken } from '../access/access.testkit.ts'
import { OPEN_ACCESS } from '../access/accessOptions.ts'
import type { TestCollector } from '../app/collector.testkit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'

const PASSWORD = 'a long enough password'
const URL = '/api/saved-views'
const PRIVATE = { name: 'Mine', is_private: true, body: { url: '/' } }
const SHARED = { name: 'Ours', body: { url: '/' } }

const directory = makeDirectory()
let collector: TestCollector
let operator: Client

before(async () => {
  collector = await startTestCollector(directory.path, {
    access: { ...OPEN_ACCESS, adminSecret: SECRET },
  })
  operator = withToken(collector, SECRET)
})
after(async () => {
  await collector.stop()
  directory.remove()
})

async function addUser(name: string, role: string, applications: 'all' | string[] = 'all') {
  const answer = await operator.send('POST', '/api/users', {
    name,
    password: PASSWORD,
    role,
    applications,
  })
  assert.equal(answer.status, 201, answer.body)
  return (await signIn(collector, name, PASSWORD)).browser
}

async function store(client: Client, draft: object): Promise<SavedDocument> {
  const { status, body } = await client.send('POST', URL, draft)
  assert.equal(status, 200, body)
  return JSON.parse(body)
}

async function refuse(client: Client, draft: object): Promise<[status: number, code: string]> {
  const { status, body } = await client.send('POST', URL, draft)
  return [status, JSON.parse(body).error_code]
}

async function listNames(client: Client): Promise<string[]> {
  const { items }: SavedDocuments = JSON.parse((await client.get(URL)).body)
  return items.map(({ name, is_private: isPrivate }) => `${name}${isPrivate ? ', private' : ''}`)
}

test('a private view is read, changed and deleted by its owner alone', async () => {
  const ada = await addUser('ada', 'editor')
  const others = [
    await addUser('bob', 'admin'),
    await addUser('eve', 'editor'),
    operator,
    withToken(collector, await createToken(collector, { role: 'admin', applications: 'all' })),
    // A token with the name of the user is not the user.
    withToken(
      collector,
      await createToken(collector, { role: 'admin', applications: 'all', name: 'ada' }),
    ),
  ]
  const { id } = await store(ada, PRIVATE)
  for (const other of others) {
    assert.deepEqual(await listNames(other), [])
    assert.equal((await other.send('PUT', `${URL}/${id}`, SHARED)).status, 404)
    assert.equal((await other.send('DELETE', `${URL}/${id}`)).status, 404)
  }
  assert.deepEqual(await listNames(ada), ['Mine, private'])

  assert.equal(
    (await ada.send('PUT', `${URL}/${id}`, { name: 'Still mine', body: {} })).status,
    200,
  )
  const opened = await ada.send('PUT', `${URL}/${id}`, { ...SHARED, is_private: false })
  assert.deepEqual([opened.status, JSON.parse(opened.body).error_code], [400, 'rum.badParameter'])
  assert.deepEqual(await listNames(ada), ['Still mine, private'])
  assert.equal((await ada.send('DELETE', `${URL}/${id}`)).status, 200)
  assert.deepEqual(await listNames(ada), [])
})

test('a viewer keeps private views of the applications in reach, and shares none', async () => {
  const viewer = await addUser('vera', 'viewer', ['shop'])
  await store(viewer, { ...PRIVATE, app_id: 'shop' })
  const everywhere = await store(viewer, PRIVATE)
  assert.deepEqual(await refuse(viewer, { ...PRIVATE, app_id: 'blog' }), [403, 'rum.scopeTooSmall'])
  assert.deepEqual(await refuse(viewer, { ...SHARED, app_id: 'shop' }), [403, 'rum.roleMissing'])

  const shared = await store(operator, { ...SHARED, app_id: 'shop' })
  assert.deepEqual(await listNames(viewer), ['Ours', 'Mine, private', 'Mine, private'])
  assert.equal((await viewer.send('PUT', `${URL}/${shared.id}`, SHARED)).status, 403)
  assert.equal((await viewer.send('DELETE', `${URL}/${shared.id}`)).status, 403)
  assert.equal((await viewer.send('DELETE', `${URL}/${everywhere.id}`)).status, 200)

  // An application that is taken away takes its private views along.
  await operator.send('PATCH', '/api/users/vera', { applications: ['blog'] })
  assert.deepEqual(await listNames(viewer), [])
  await operator.send('DELETE', `${URL}/${shared.id}`)
})

test('a token has no private views', async () => {
  const token = await createToken(collector, { role: 'editor', applications: 'all' })
  assert.deepEqual(await refuse(withToken(collector, token), PRIVATE), [409, 'rum.noAccount'])
})

test('a removed user leaves shared views and takes private ones along', async () => {
  const first = await addUser('sam', 'editor')
  await store(first, PRIVATE)
  await first.send('POST', '/api/dashboards', PRIVATE)
  const shared = await store(first, SHARED)
  assert.equal((await operator.send('DELETE', '/api/users/sam')).status, 204)

  const namesake = await addUser('sam', 'editor')
  assert.deepEqual(await listNames(namesake), ['Ours'])
  assert.deepEqual(JSON.parse((await namesake.get('/api/dashboards')).body), { items: [] })
  await operator.send('DELETE', `${URL}/${shared.id}`)
})

test('private views fill what their owner may keep, and nothing of another', async () => {
  const one = await addUser('one', 'viewer')
  const large = { ...PRIVATE, body: { text: 'x'.repeat(65_000) } }
  const small = await store(one, PRIVATE)
  const statuses: number[] = []
  for (let nth = 0; nth < 18; nth++) {
    statuses.push((await one.send('POST', URL, large)).status)
  }
  assert.deepEqual([statuses[0], statuses.at(-1)], [200, 409])
  assert.equal((await one.send('PUT', `${URL}/${small.id}`, large)).status, 409)
  await store(await addUser('two', 'viewer'), large)
})
