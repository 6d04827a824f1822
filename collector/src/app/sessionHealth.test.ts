import assert from 'node:assert/strict'
import test from 'node:test'
import type { SessionStatus } from '../../../protocol/query.ts'
import type { Releases } from '../../../protocol/releases.ts'
import { openChdb } from '../store/chdb.ts'
import type { TestCollector } from './collector.testkit.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector
const day = 86_400_000
const noon = Math.floor(Date.now() / day - 2) * day + day / 2
const FINAL = 1e13

test.before(async () => {
  collector = await startTestCollector(directory.path)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

interface Line {
  session: string
  update: number
  started?: number
  /** At which the view began. */
  at?: number
  person?: string
  health?: { seq: number; status?: SessionStatus; errors?: number; sid?: string; record?: string }
}

/** A view's line as the SDK writes it: the health rides on it only where an update is due. */
function toLine({ session, update, started = noon, at = noon, person, health }: Line): string {
  const fields = [
    `time_spent=${update}000000000`,
    `view_update=${update}`,
    `session_started=${started}`,
    `event_id="${session}-${update}"`,
  ]
  if (health !== undefined) {
    const { seq, status = 'ok', errors = 0, sid = `sid-${session}`, record } = health
    fields.push(
      `session_sid="${sid}",session_seq=${seq},session_status="${status}",session_errors=${errors}`,
      `session_duration=${update}000000000,session_init=${update === 1}`,
    )
    if (record !== undefined) {
      fields.push(`session_record_id="${record}",session_did="person-of-${record}"`)
    }
  }
  const who = person === undefined ? '' : `,userid=${person}`
  return `view,app_id=shop,session_id=${session},view_id=v-${session},version=1.0${who} ${fields.join(',')} ${at}`
}

async function send(...lines: readonly Line[]): Promise<void> {
  const { status, body } = await collector.send(lines.map(toLine).join('\n'))
  assert.equal(status, 200, body)
}

async function statusOf(session: string): Promise<string> {
  const { session: found } = await collector.session(session)
  const { sessions } = await collector.sessions(`query=session:${session}&from=${noon - day}`)
  assert.deepEqual(sessions, [found], 'the list says what the session says')
  return found.session_status
}

async function releaseOf(query: string, range = { from: noon - day, to: noon + day }) {
  const parameters = new URLSearchParams({ ...range, query } as unknown as Record<string, string>)
  const response = await collector.server.inject({ url: `/api/releases?${parameters}` })
  const { releases } = response.json<Releases>()
  return releases.map(({ sessions, crashed, errored, abnormal, crash_free_users }) => {
    return { sessions, crashed, errored, abnormal, crash_free_users }
  })
}

function permutationsOf<T>(items: readonly T[]): T[][] {
  return items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) =>
        permutationsOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
      )
}

/** Its start, plain updates, the crash, and another tab that has not heard of it and counts on. */
function crashing(session: string): Line[] {
  const line = { session, person: `u-${session}` }
  return [
    { ...line, update: 1, health: { seq: 1 } },
    { ...line, update: 2, health: { seq: FINAL + 2000, status: 'crashed', errors: 1 } },
    { ...line, update: 3 },
    { ...line, update: 4, health: { seq: 90_000_000 } },
  ]
}

test('a crash is known in whatever order its lines come, in one body or several, resent or not', async () => {
  const orders = permutationsOf(crashing('x').map((_, index) => index))
  const sessions = orders.map((_, index) => `order${index}`)
  const sendInOrder = async (order: number[], index: number): Promise<void> => {
    const lines = order.flatMap((place) => crashing(`order${index}`)[place] ?? [])
    if (index % 2 === 0) {
      await send(...lines)
    } else {
      for (const line of lines) {
        await send(line)
      }
    }
    if (index % 3 === 0) {
      await send(...lines.toReversed())
    }
  }
  await Promise.all(orders.map(sendInOrder)) // beside each other: a commit waits for more
  const crashed = await collector.sessions(
    `query=${encodeURIComponent('session_status:crashed session:order*')}&from=${noon - day}&limit=500`,
  )
  assert.deepEqual(
    crashed.sessions.map(({ session_id, session_status }) => [session_id, session_status]).sort(),
    sessions.map((session) => [session, 'crashed']).sort(),
  )
  assert.deepEqual(await releaseOf('session:order*'), [
    { sessions: 24, crashed: 24, errored: 0, abnormal: 0, crash_free_users: 0 },
  ])
})

test('the health of an update outlives the view’s row: after a restart and a merge, too', async () => {
  await send(...crashing('replaced'))
  await collector.stop()
  const client = (await openChdb(directory.path))()
  await client.command({ query: 'OPTIMIZE TABLE rum.events FINAL' })
  await client.command({ query: 'OPTIMIZE TABLE rum.session_health FINAL' })
  await client.close()
  collector = await startTestCollector(directory.path)
  const { events } = await collector.session('replaced')
  assert.deepEqual(
    events.map(({ attributes }) => [attributes['view_update'], attributes['session_status']]),
    [[4, 'ok']],
  )
  assert.equal(await statusOf('replaced'), 'crashed')
})

test('each way in which a session can be is told, and counted', async () => {
  const ways: [status: SessionStatus, errors: number][] = [
    ['ok', 0],
    ['exited', 0],
    ['exited', 3],
    ['unhandled', 1],
    ['abnormal', 1],
    ['crashed', 1],
  ]
  for (const [index, [status, errors]] of ways.entries()) {
    const session = `way${index}`
    const seq = status === 'ok' ? 5 : FINAL + 5
    await send({ session, update: 1, person: session, health: { seq, status, errors } })
    assert.equal(await statusOf(session), status)
  }
  assert.deepEqual(await releaseOf('session:way*'), [
    { sessions: 6, crashed: 1, errored: 2, abnormal: 1, crash_free_users: 5 / 6 },
  ])
  const facets = await collector.server.inject({
    url: `/api/sessions/facets?keys=session_status&query=session:way*&from=${noon - day}`,
  })
  assert.deepEqual(facets.json().facets[0].values, [
    { value: 'exited', count: 2 },
    { value: 'abnormal', count: 1 },
    { value: 'crashed', count: 1 },
    { value: 'ok', count: 1 },
    { value: 'unhandled', count: 1 },
  ])
})

test('an end that is told by the next session, a day later, is that of the session before', async () => {
  const before = { session: 'before', person: 'ada', started: noon - day, at: noon - day }
  const after = { session: 'after', person: 'bob', started: noon + day / 4, at: noon + day / 4 }
  const told = { record: 'before', sid: 'sid-before', seq: FINAL + 9, status: 'abnormal' } as const
  await send({ ...before, update: 1, health: { seq: 1 } })
  await send({ ...after, update: 1, health: { seq: 1 } }, { ...after, update: 2, health: told })
  assert.equal(await statusOf('before'), 'abnormal')
  assert.equal(await statusOf('after'), 'ok')
  const range = { from: noon - 2 * day, to: noon }
  assert.deepEqual(await releaseOf('session:before OR session:after', range), [
    { sessions: 1, crashed: 0, errored: 0, abnormal: 1, crash_free_users: 1 },
  ])
  const { events } = await collector.session('after')
  assert.doesNotMatch(JSON.stringify(events), /person-of-before/, 'its person is not stored here')
})

test('a debug session has no status: the record is of the session beneath it', async () => {
  const health = { seq: 3, record: 'beneath', sid: 'sid-beneath', status: 'crashed' } as const
  await send({ session: 'beneath', update: 1, health: { seq: 1, sid: 'sid-beneath' } })
  await send({ session: 'debug_1', update: 1, started: noon - day / 24, health })
  assert.equal(await statusOf('debug_1'), '')
  assert.equal(await statusOf('beneath'), 'crashed')
})

test('a manual session that was started again under its id is as grave as its gravest record', async () => {
  const line = { session: '1234567890', update: 1 }
  await send({ ...line, health: { seq: FINAL, sid: 'one', status: 'exited' } })
  assert.equal(await statusOf('1234567890'), 'exited')
  await send({ ...line, update: 2, health: { seq: 1, sid: 'two' } })
  assert.equal(await statusOf('1234567890'), 'ok')
  await send({ ...line, update: 3, health: { seq: FINAL + 1, sid: 'two', status: 'crashed' } })
  assert.equal(await statusOf('1234567890'), 'crashed')
  assert.deepEqual(await releaseOf('session:1234567890'), [
    { sessions: 1, crashed: 1, errored: 0, abnormal: 0, crash_free_users: 1 },
  ])
})
