import assert from 'node:assert/strict'
import test from 'node:test'
import type { SessionDetail, SessionJourney } from '../../../protocol/query.ts'
import { sessionJourney } from '../../../protocol/query.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get, collector } = createQueryTest()
const now = Date.now() - 60_000

test.before(start)
test.after(stop)

test('the journey has every event once, in the order of the pages, with its mark and the start of its name', async () => {
  const common = 'app_id=shop,session_id=s,view_id=v'
  const view = (version: number): string =>
    `view,${common},view_name=Home view_update=${version},time_spent=${version}i,event_id="v" ${now}`
  await store(
    view(1),
    `error,${common},error_handling=unhandled error_message="${'m'.repeat(500)}",event_id="crash" ${now + 1}`,
    `error,${common},error_handling=handled error_message="handled",event_id="error" ${now + 2}`,
    `action,${common} action_name="tap",duration=7i,action_frustration_types="[]",event_id="tap" ${now + 3}`,
    `action,${common} action_name="rage",action_frustration_types="[\\"rage_click\\"]",event_id="rage" ${now + 4}`,
    `resource,${common},resource_status=200 resource_url="/fine",event_id="fine" ${now + 5}`,
    `resource,${common},resource_status=503 resource_url="/broken",event_id="broken" ${now + 6}`,
    `resource,${common} resource_url="/lost",resource_failure="failed",event_id="lost" ${now + 7}`,
    `resource,${common} resource_url="/left",resource_failure="aborted",event_id="left" ${now + 8}`,
    `long_task,${common} duration=9i,event_id="long" ${now + 9}`,
  )
  await store(view(2))
  const journey = await get<SessionJourney>('/api/sessions/s/journey', { app_id: 'shop' })
  sessionJourney.parse(journey)
  assert.deepEqual(
    journey.events.map(({ event_id: id, mark, name }) => [id, mark, name.slice(0, 8)]),
    [
      ['v', undefined, 'Home'],
      ['crash', 'crash', 'mmmmmmmm'],
      ['error', 'error', 'handled'],
      ['tap', 'action', 'tap'],
      ['rage', 'frustration', 'rage'],
      ['fine', undefined, ''],
      ['broken', 'failed_request', '/broken'],
      ['lost', 'failed_request', '/lost'],
      ['left', undefined, ''],
      ['long', 'long_task', ''],
    ],
  )
  assert.deepEqual(
    [journey.is_whole, journey.events[0]?.duration, journey.events[3]?.duration],
    [true, 2, 7],
  )
  assert.equal(journey.events[1]?.name.length, 121) // with its ellipsis
  const { events } = await get<SessionDetail>('/api/sessions/s', { app_id: 'shop' })
  assert.deepEqual(
    journey.events.map((event) => [event.event_id, event.time]),
    events.map((event) => [event.event_id, event.time]),
  )
})

test('a session that is not there has no journey', async () => {
  const answer = await collector().server.inject({ url: '/api/sessions/nobody/journey' })
  assert.equal(answer.statusCode, 404)
})
