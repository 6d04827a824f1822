import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createQueryTest } from '../../../../collector/src/query/query.testkit.ts'
import type { Count } from '../../../../protocol/analytics.ts'
import type { EventList, SessionList } from '../../../../protocol/query.ts'
import type { ListType } from '../explorer/listType.ts'
import { LIST_TYPES, toEventType } from '../explorer/listType.ts'
import { toPresetColumns } from '../fields/columns.ts'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { readEventValue, readSessionValue, toProperties } from '../fields/readValue.ts'
import type { FieldValue } from './filterValue.ts'
import { filterValue, reverseFilterValue } from './filterValue.ts'

const { start, stop, store, storeLogs, get } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const range = { from: noon, to: noon + 3_600_000 }

/** Values that mean something in the grammar, in SQL or in line protocol. */
before(async () => {
  await start()
  const ada = 'app_id=shop,session_id=ada,userid=u1,user_name=Ada\\ L,browser=Chrome,env=prod'
  const bob = 'app_id=shop,session_id=bob,browser=Safari,env=OR,version=1.2*'
  await store(
    `view,${ada},view_id=v1,view_path=/a*,view_url=https://shop.example/a* time_spent=90000000000,view_update=2,largest_contentful_paint=3000000000,cumulative_layout_shift=0.1,plan="pro \\"x\\"",seats=3,beta=true,empty="",custom.x="y" ${noon}`,
    `view,${ada},view_id=v2,view_path=/pay time_spent=0,view_update=1,beta=false ${noon + 1}`,
    `error,${ada},view_path=/a*,error_type=TypeError error_message="100% \\\\ of 'it'" ${noon + 1000}`,
    `error,${ada},view_path=/pay,error_type=RangeError error_message="too (far)" ${noon + 2000}`,
    `error,${bob},view_path=/a*,error_type=TypeError error_message="-x",plan="中 文" ${noon + 2500}`,
    `resource,${ada},resource_status=200,view_path=/pay resource_url="https://api.example/a?b=c d",duration=20000000,resource_size=0 ${noon + 3000}`,
    `resource,${bob},resource_status=503 resource_url="//x",duration=0 ${noon + 61_000}`,
    `action,${bob},action_type=click action_name="Read *more*",duration=0,ratio=0.1,action_error_count=0 ${noon + 62_000}`,
    `long_task,${bob} duration=70000000 ${noon + 63_000}`,
    `action,app_id=blog,session_id=nobody,env=stage action_name=">2",status="paid",message="thanks" ${noon + 120_000}`,
  )
  await storeLogs(
    `browser_log,${ada},status=warn,view_path=/pay message="card: \\"declined\\" 中文",plan="pro",seats=3,beta=true ${noon + 4000}`,
    `nginx,host=web-1,trace_id=t1,status=Audit message="GET /pay*",code=504,error_type="TypeError" ${noon + 5000}`,
  )
})
after(stop)

async function count(list: ListType, query: string): Promise<number> {
  const type = toEventType(list)
  const path = list === 'sessions' ? '/api/sessions/count' : '/api/events/count'
  const answer = await get<Count>(path, { ...range, query, ...(type && { type }) })
  return answer.count
}

/** One of each kind of value: a search of sessions is slow. */
const SESSION_KEYS = [
  ...['user', 'env', 'time_spent', 'session_error_count', 'session_has_crashed'],
  'session_first_view_path',
]

/** Every value of every row, and of every column that a row leaves empty. */
async function readValues(list: ListType): Promise<FieldValue[]> {
  if (list === 'sessions') {
    const { sessions } = await get<SessionList>('/api/sessions', range)
    return sessions.flatMap((row) =>
      SESSION_KEYS.map((key) => ({ key, value: readSessionValue(row, key) })),
    )
  }
  const { events } = await get<EventList>('/api/events', {
    ...range,
    type: toEventType(list) ?? '',
  })
  const shape = { list, isGrouped: false }
  const columns = [...toPresetColumns(shape), 'env', 'userid', '@plan', '@nothing'].filter(
    (key) => key !== 'time',
  )
  return events.flatMap((event) => [
    ...columns.map((key) => ({ key, value: readEventValue(event, key) })),
    ...toProperties(event, FIELD_INDEX)
      .filter(({ key }) => !['time', 'received_at'].includes(key))
      .map(({ key, value }) => ({ key, value })),
  ])
}

/** Filters that another list of events has tried. */
const tried = new Set<string>()

for (const list of LIST_TYPES) {
  test(`every value in the list of ${list} partitions it`, async () => {
    const context = { list, fields: FIELD_INDEX }
    const total = await count(list, '')
    const values = await readValues(list)
    const unique = new Map(values.map((one) => [filterValue('', one, context), one]))
    assert.ok(unique.size > 8)
    for (const [filter, one] of [...unique].filter(([text]) => !tried.has(text))) {
      tried.add(filter)
      const found = await count(list, filter)
      const others = await count(list, reverseFilterValue('', one, context))
      assert.equal(found + others, total, `${filter}: ${found} + ${others}`)
      assert.ok(found > 0, `${filter} does not find its own row`)
    }
  })
}

test('a value of an event partitions the sessions that were found by another', async () => {
  const context = { list: 'sessions', fields: FIELD_INDEX }
  const search = 'error_type:TypeError'
  const path = { key: 'view_path', value: '/pay' }
  const found = await count('sessions', filterValue(search, path, context))
  const others = await count('sessions', reverseFilterValue(search, path, context))
  // Ada has both, but on different pages.
  assert.deepEqual([await count('sessions', search), found, others], [2, 0, 2])
})
