import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count } from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, storeLogs, get } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const range = { from: noon, to: noon + 3_600_000 }

test.before(start)
test.after(stop)

test('a word for the field of several kinds of events joins the terms about one of them', async () => {
  const cleo = 'app_id=shop,session_id=cleo,view_path=/pay'
  await store(
    `error,${cleo},error_type=TypeError error_message="total is not a number" ${noon}`,
    `resource,${cleo},resource_status=500,resource_method=POST resource_url="/pay" ${noon + 1}`,
    `resource,${cleo},resource_status=200,resource_method=GET resource_url="/cart" ${noon + 2}`,
    `action,${cleo} action_name="pay",status="paid" ${noon + 3}`,
  )
  await storeLogs(
    `api,app_id=shop,session_id=cleo,status=error message="gateway timed out" ${noon + 4}`,
    `api,app_id=shop,session_id=stranger message="no session of a browser" ${noon + 5}`,
  )
  const cases: [query: string, sessions: number, events: number][] = [
    ['status:500', 1, 1],
    ['status:error', 1, 1],
    ['status:(500 OR error)', 1, 2],
    ['message:*timed*', 1, 1],
    ['message:*number*', 1, 1],
    ['gateway', 1, 1],
    ['stranger', 0, 1],
    ['source:api', 1, 2],
    // The terms are about one event, if one can have both.
    ['status:500 resource_method:POST', 1, 1],
    ['status:500 resource_method:GET', 0, 0],
    ['message:*number* error_type:TypeError', 1, 1],
    // No event can have both: the session has one event for each.
    ['status:500 error_type:TypeError', 1, 0],
    ['status:error message:*timed*', 1, 1],
    // A custom attribute of that name.
    ['@status:paid', 1, 1],
    ['@status:error', 1, 1],
    ['status:paid', 0, 0],
  ]
  for (const [query, sessions, events] of cases) {
    const found = await get<Count>('/api/sessions/count', { ...range, query })
    assert.equal(found.count, sessions, `sessions of ${query}`)
    const { count } = await get<Count>('/api/events/count', { ...range, query })
    assert.equal(count, events, `events of ${query}`)
  }
})
