import assert from 'node:assert/strict'
import test from 'node:test'
import { alertDraft } from '../../../protocol/alerts.ts'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import type { Store } from '../store/openStore.ts'
import { openStore } from '../store/openStore.ts'
import { createSettings } from '../store/settings.ts'
import { createAlertStorage } from './alertStorage.ts'
import type { Checker } from './createChecker.ts'
import { createChecker } from './createChecker.ts'
import { LEASE_MS } from './nextLease.ts'
import { createSecret } from './signMessage.ts'

/** Two collectors on one store, each with settings of its own, as two processes have them. */
const TURN_MS = 15_000
const MINUTE = 60_000
const directory = makeDirectory()
let store: Store
let now = Date.now()
let errors = 0
const sent: string[] = []
let measured: string[] = []

test.before(async () => {
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
})
test.after(async () => {
  await store.close()
  directory.remove()
})

function openCollector(name: string) {
  const settings = createSettings(store, { now: () => now, monotonic: () => now })
  const storage = createAlertStorage(settings)
  const checker = createChecker({
    storage,
    measures: {
      async measure(questions) {
        measured.push(name)
        return questions.map(() => ({ value: errors, samples: errors }))
      },
    },
    async post({ headers, body }) {
      sent.push(`${headers['webhook-id']?.split('.')[1]} ${JSON.parse(body).type}`)
      return { isDelivered: true, status: 200 }
    },
    publicUrl: 'https://rum.example',
    isShared: true,
    now: () => now,
    report: (message, error) => assert.fail(`${message} ${error}`),
  })
  return { storage, checker }
}

/** Lets time pass, in which every collector takes its turns at the same moments. */
async function pass(ms: number, checkers: readonly Checker[]): Promise<Set<string>> {
  measured = []
  for (const end = now + ms; now < end; now += TURN_MS) {
    await Promise.all(checkers.map((checker) => checker.turn()))
  }
  return new Set(measured)
}

test('of two collectors on one store one checks, and each change is delivered once, also when the other takes over', async () => {
  const [one, other] = [openCollector('one'), openCollector('other')]
  const checkers = { one: one.checker, other: other.checker }
  const rule = alertDraft.parse({
    name: 'errors',
    app_id: 'shop',
    measure: 'events',
    event_type: 'error',
    window_minutes: 5,
    webhook: 'https://hooks.example/',
  })
  const stored = { rule, secret: createSecret(), updatedBy: 'ada', owner: 'ada' }
  await one.storage.writeRule('a', { ...stored, updatedAt: now })

  // A person saves the rule at both while neither holds the lease: nobody checks on a claim that was not read back.
  await Promise.all([one.checker.turn(), other.checker.turn()])
  await Promise.all([one.checker.checkNow('a'), other.checker.checkNow('a')])
  const early = new Set(measured)
  assert.ok(early.size <= 1, [...early].join())

  errors = 5
  const first = await pass(3 * MINUTE, Object.values(checkers))
  assert.equal(first.size, 1)
  assert.deepEqual(sent, ['1 alert.firing'])

  // The one that checked is gone: the other one waits for the end of its lease, and knows what was reported.
  const gone = [...first][0] as keyof typeof checkers
  const left = gone === 'one' ? 'other' : 'one'
  errors = 0
  assert.deepEqual(await pass(LEASE_MS / 2, [checkers[left]]), new Set())
  assert.deepEqual(await pass(LEASE_MS + 8 * MINUTE, [checkers[left]]), new Set([left]))
  assert.deepEqual(sent, ['1 alert.firing', '2 alert.resolved'])

  // It comes back, and stays idle.
  errors = 5
  assert.deepEqual(await pass(3 * MINUTE, Object.values(checkers)), new Set([left]))
  assert.deepEqual(sent, ['1 alert.firing', '2 alert.resolved', '3 alert.firing'])
  await Promise.all(Object.values(checkers).map((checker) => checker.stop()))
})
