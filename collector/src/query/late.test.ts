import assert from 'node:assert/strict'
import test from 'node:test'
import type { SessionDetail } from '../../../protocol/query.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 3) * 86_400_000 + 43_200_000

test.before(start)
test.after(stop)

async function detailOf(session: string): Promise<SessionDetail> {
  return get<SessionDetail>(`/api/sessions/${session}`)
}

function action(session: string, id: string, time: number): string {
  return `action,app_id=late,session_id=${session} action_name="x",session_started=${noon},event_id="${session}-${id}" ${time}`
}

test('late and out-of-order events join their session, in the order of their times', async () => {
  await store(action('s', 'c', noon + 3000))
  await store(action('s', 'a', noon + 1000))
  await store(action('s', 'd', noon + 4000), action('s', 'b', noon + 2000))
  const { session, events } = await detailOf('s')
  assert.deepEqual(
    events.map(({ event_id }) => event_id),
    ['s-a', 's-b', 's-c', 's-d'],
  )
  assert.deepEqual([session.session_start, session.time_spent], [noon + 1000, 3_000_000_000])
})

test('one event with a wrong clock stretches no session, and keeps its own time beside it', async () => {
  const wrong = noon + 3 * 86_400_000
  await store(action('w', 'right', noon + 1000), action('w', 'wrong', wrong))
  const { session, events } = await detailOf('w')
  assert.equal(session.time_spent, (86_400_000 - 1000) * 1e6)
  const [, moved] = events
  assert.deepEqual([moved?.time, moved?.attributes['client_time']], [noon + 86_400_000, wrong])
})

test('an event says when it arrived, and how far ahead its clock is', async () => {
  const before = Date.now()
  const ahead = before + 3_600_000
  await store(`action,app_id=late,session_id=ahead action_name="x" ${ahead}`)
  const [event] = (await detailOf('ahead')).events
  assert.equal(event?.time, ahead)
  assert.ok(Number(event?.received_at) >= before && Number(event?.received_at) <= Date.now())
  const drift = Number(event?.attributes['drift'])
  assert.equal(drift, ahead - Number(event?.received_at))
})
