import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { ErasureList } from '../../../protocol/access.ts'
import { createClient } from '../access/access.testkit.ts'
import type { AuditedAct } from '../access/audit.ts'
import { createAudit } from '../access/audit.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import { embeddedDatabase } from '../store/database.ts'
import type { Deletion } from '../store/deletion.ts'
import { openStore } from '../store/openStore.ts'
import { createSettings } from '../store/settings.ts'
import type { ErasureDeps, Erasures, ErasureWork } from './erasure.ts'
import { createErasures } from './erasure.ts'
import { createSessionDeletion } from './sessionDeletion.ts'

const now = Date.now()
const clocks = { now: () => now, monotonic: () => performance.now() }

/** A line of a user, and one of the same session from before the sign-in. */
function linesOf(session: number): string {
  const tags = `app_id=shop,session_id=half-${session},view_id=v${session}`
  return [
    `action,${tags} action_name="x",event_id="a${session}" ${now}`,
    `action,${tags},userid=halfuser action_name="x",event_id="b${session}" ${now}`,
  ].join('\n')
}

test('an erasure that a kill cut off is finished by the next start, and both ends are in the audit', async () => {
  const directory = makeDirectory()
  const first = await startTestCollector(directory.path)
  const lines = Array.from({ length: 11 }, (_, session) => linesOf(session))
  assert.equal((await first.send(lines.join('\n'))).status, 200)
  await first.stop()

  const store = await openStore(embeddedDatabase(await openChdb(directory.path)))
  const killed = createErasures({
    deletion: createSessionDeletion({
      query: store.query,
      async deleteRows(deletion: Deletion) {
        if (deletion.table !== 'events') {
          throw new Error('killed')
        }
        // Everything that names the user goes, the rest of the sessions stays.
        await store.deleteRows({ ...deletion, condition: "userid = 'halfuser'", parameters: {} })
      },
    }),
    settings: createSettings(store, clocks),
    audit: createAudit(store, clocks.now),
    isShared: false,
    now: clocks.now,
    report: () => undefined,
  })
  const erasing = killed.erase({ appId: undefined, userId: 'halfuser' }, 'user:ada')
  await assert.rejects(erasing, { message: 'killed' })
  await store.close()

  const second = await startTestCollector(directory.path)
  const admin = createClient(second, { host: 'localhost', origin: 'http://localhost' })
  const readErasures = async (): Promise<ErasureList['erasures']> =>
    JSON.parse((await admin.get('/api/erasures')).body).erasures
  while ((await readErasures()).length > 0) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.deepEqual((await second.sessions()).sessions, [])
  const { entries } = JSON.parse((await admin.get('/api/audit')).body)
  assert.deepEqual(
    entries.map(({ actor, act, details }: AuditedAct) => [actor, act, details]),
    ['done', 'begun'].map((state) => [
      'user:ada',
      'eraseUser',
      { state, sessions: 11, events: 22 },
    ]),
  )
  const again = await admin.send('POST', '/api/erasures', { userid: 'halfuser' })
  assert.deepEqual([again.status, JSON.parse(again.body)], [200, { sessions: 0, events: 0 }])
  await second.stop()
  const texts = readdirSync(join(directory.path, 'store'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(directory.path, 'store', name), 'utf8'))
  assert.ok(texts.every((text) => !text.includes('halfuser')))
  directory.remove()
})

interface Fakes {
  erasures: Erasures
  stored: Map<string, ErasureWork>
  acts: unknown[]
  runs: AbortSignal[]
  /** Settles the deletion that is under way. */
  settle(error?: Error): void
}

/** Erasures over a store in memory, whose deletions end when the test says so. */
function fakeErasures(options: Partial<ErasureDeps> = {}): Fakes {
  const stored = new Map<string, ErasureWork>()
  const acts: unknown[] = []
  const runs: AbortSignal[] = []
  let settle: Fakes['settle'] = () => undefined
  const erasures = createErasures({
    deletion: {
      find: async () => ({ keys: [{ app_id: 'shop', session_id: 's' }], sessions: 1, events: 3 }),
      deleteAll: (_target, _keys, { signal, onProgress }) => {
        runs.push(signal)
        onProgress({ step: 2, steps: 3, partsLeft: 7 })
        return new Promise((resolve, reject) => {
          settle = (error) => (error === undefined ? resolve() : reject(error))
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      },
    },
    settings: {
      list: async <Body>() => stored as unknown as ReadonlyMap<string, Body>,
      write: async (_kind, id, body) => {
        stored.set(id, body as ErasureWork)
      },
      erase: async (_kind, id) => {
        stored.delete(id)
      },
    },
    audit: {
      write: async ({ details }) => {
        acts.push(details?.['state'])
      },
    },
    isShared: false,
    now: () => now,
    report: () => undefined,
    ...options,
  })
  return { erasures, stored, acts, runs, settle: (error) => settle(error) }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const target = { appId: 'shop', sessionId: 's' }

test('an erasure that is asked for again while it runs is one, and its progress is listed', async () => {
  const { erasures, stored, acts, runs, settle } = fakeErasures()
  const first = erasures.erase(target, 'user:ada')
  await until(() => runs.length === 1)
  const second = erasures.erase(target, 'user:bob')
  const [listed] = await erasures.list()
  assert.deepEqual(
    [listed?.isRunning, listed?.step, listed?.steps, listed?.partsLeft],
    [true, 2, 3, 7],
  )
  settle()
  assert.deepEqual(await Promise.all([first, second]), [
    { sessions: 1, events: 3 },
    { sessions: 1, events: 3 },
  ])
  assert.deepEqual([acts, runs.length, stored.size], [['begun', 'done'], 1, 0])
})

test('an erasure that fails stays stored, and is finished by a later try', async () => {
  const { erasures, stored, acts, runs, settle } = fakeErasures()
  const failing = erasures.erase(target, 'user:ada')
  await until(() => runs.length === 1)
  settle(new Error('no room'))
  await assert.rejects(failing, { message: 'no room' })
  assert.deepEqual([acts, stored.size], [['begun'], 1])
  const resuming = erasures.resume()
  await until(() => runs.length === 2)
  settle()
  await resuming
  assert.deepEqual([acts, stored.size], [['begun', 'done'], 0])
})

test('a stop ends what runs and leaves it to the next start', async () => {
  const { erasures, stored, runs } = fakeErasures()
  const erasing = erasures.erase(target, 'user:ada')
  await until(() => runs.length === 1)
  erasures.stop()
  await assert.rejects(erasing, { name: 'AbortError' })
  assert.equal(stored.size, 1)
})

test('what another collector has just begun is not begun twice, and is taken over later', async () => {
  let clock = now
  const { erasures, runs, settle } = fakeErasures({ isShared: true, now: () => clock })
  const failing = erasures.erase(target, 'user:ada')
  await until(() => runs.length === 1)
  settle(new Error('gone'))
  await assert.rejects(failing)
  await erasures.resume()
  assert.equal(runs.length, 1)
  clock += 3_600_001
  const resuming = erasures.resume()
  await until(() => runs.length === 2)
  settle()
  await resuming
})
