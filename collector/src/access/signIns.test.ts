import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import type { Store } from '../store/openStore.ts'
import { openStore } from '../store/openStore.ts'
import type { Settings } from '../store/settings.ts'
import { createSettings } from '../store/settings.ts'
import type { SignIns } from './signIns.ts'
import { createSignIns, SIGN_IN_MS } from './signIns.ts'

const directory = makeDirectory()
let store: Store
let now = Date.now()

test.before(async () => {
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
})
test.after(async () => {
  await store.close()
  directory.remove()
})

/** As a collector that has just started has them. */
function open(): { settings: Settings; signIns: SignIns } {
  const settings = createSettings(
    { query: store.querySmall, insert: store.insert, deleteRows: store.deleteRows },
    { now: () => now, monotonic: () => now },
  )
  const account = { name: 'ada', role: 'viewer', scope: 'all', credential: 'c' } as const
  const find = async (name: string) => ({ ...account, name })
  return { settings, signIns: createSignIns({ settings, accounts: { find }, now: () => now }) }
}

const ADA = { name: 'ada', credential: 'c' }

test('an account has its twenty newest sign-ins', async () => {
  const { settings, signIns } = open()
  const secrets: string[] = []
  for (let nth = 0; nth < 25; nth++) {
    now++
    secrets.push(await signIns.start(ADA))
  }
  const principals = await Promise.all(secrets.map((secret) => signIns.find(secret)))
  assert.deepEqual(
    principals.map((one) => one !== undefined),
    secrets.map((_, index) => index >= 5),
  )
  assert.equal((await settings.list('signIn')).size, 20)
})

test('a sign-in by groups lasts an hour, one by password twelve', async () => {
  const { signIns } = open()
  const byPassword = await signIns.start({ ...ADA, name: 'bob' })
  const byGroups = await signIns.start({ name: 'eve', grant: { role: 'viewer', scope: 'all' } })
  now += 3_600_000
  assert.equal(await signIns.find(byGroups), undefined)
  assert.equal((await signIns.find(byPassword))?.name, 'user:bob')
  now += SIGN_IN_MS
  assert.equal(await signIns.find(byPassword), undefined)
})

test('with 100,000 stored sign-ins one can sign in and out, and those beyond the bound go', async () => {
  const endsAt = now + SIGN_IN_MS
  const rows = Array.from({ length: 100_001 }, (_, index) => ({
    kind: 'signIn',
    id: `stored-${index}`,
    body: JSON.stringify({ ...ADA, endsAt }),
    version: now,
    deleted: 0,
  }))
  await store.insert('settings', rows)
  const { settings, signIns } = open()
  const secret = await signIns.start(ADA)
  assert.equal((await signIns.find(secret))?.name, 'user:ada')
  await signIns.end(secret)
  assert.equal(await signIns.find(secret), undefined)
  assert.ok((await settings.list('signIn')).size <= 20)
})

test('a removal of many is one write', async () => {
  const { settings } = open()
  for (const id of ['a', 'b', 'c']) {
    await settings.write('thing', id, { id })
  }
  await settings.removeAll('thing', ['a', 'c'])
  assert.deepEqual([...(await settings.list('thing')).keys()], ['b'])
})
