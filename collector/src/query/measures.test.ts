import assert from 'node:assert/strict'
import test from 'node:test'
import type { Measures } from '../../../protocol/analytics.ts'
import * as schemas from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get, refuse } = createQueryTest()
const HOUR = 3_600_000
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 12 * HOUR
const range = { from: noon, to: noon + 2 * HOUR, app_id: 'm' }

test.before(async () => {
  await start()
  const resource = (session: string, user: string, time: number, fields: string): string =>
    `resource,app_id=m,session_id=${session},userid=${user},browser=${session === 's1' ? 'Edge' : 'Chrome'} resource_url="https://a/x",${fields} ${time}`
  await store(
    // The hour before the range.
    resource('s0', 'ada', noon - 90 * 60_000, 'duration=10000000i'),
    resource('s0', 'ada', noon - 60_000, 'duration=30000000i'),
    // First hour: three, one of them without a duration.
    resource('s1', 'ada', noon + 1, 'duration=100000000i,plan_size=4'),
    resource('s1', 'ada', noon + 2, 'duration=300000000i'),
    resource('s2', 'bob', noon + 3, 'resource_size=5i'),
    // Second hour: one.
    resource('s2', 'bob', noon + HOUR, 'duration=200000000i'),
    `view,app_id=m,session_id=s1,view_id=v1,view_path_group=/a largest_contentful_paint=2500000000i,cumulative_layout_shift=0.3,view_update=1i ${noon + 5}`,
    `view,app_id=m,session_id=s1,view_id=v2,view_path_group=/b largest_contentful_paint=4000000001i,view_update=1i ${noon + 6}`,
    `view,app_id=m,session_id=s1,view_id=v3,view_path_group=/b view_update=1i ${noon + 7}`,
  )
})
test.after(stop)

async function ask(url: string, parameters: Record<string, string | number>): Promise<Measures> {
  const answer = await get<Measures>(`/api/${url}/measures`, { ...range, ...parameters })
  schemas.measures.parse(answer)
  return answer
}

test('numbers of all rows, of the period before and of each bucket come in one answer', async () => {
  const answer = await ask('events', {
    type: 'resource',
    measures:
      'count,sessions,users,sum(duration),avg(duration),min(duration),max(duration),distinct(browser)',
    interval: HOUR,
    before: 'true',
  })
  assert.deepEqual(answer.groups, [
    {
      values: [],
      totals: [4, 2, 2, 6e8, 2e8, 1e8, 3e8, 2],
      before: [2, 1, 1, 4e7, 2e7, 1e7, 3e7, 1],
      buckets: [
        {
          time: noon,
          values: [3, 2, 2, 4e8, 2e8, 1e8, 3e8, 2],
        },
        { time: noon + HOUR, values: [1, 1, 1, 2e8, 2e8, 2e8, 2e8, 1] },
      ],
    },
  ])
})

test('a percentile is the value that so many rows do not exceed, of resources within half a percent', async () => {
  const { groups } = await ask('events', {
    type: 'resource',
    measures: 'p75(duration),p50(duration)',
  })
  const [p75 = 0, p50 = 0] = groups[0]?.totals ?? []
  assert.ok(Math.abs((p75 ?? 0) / 3e8 - 1) < 0.005, String(p75))
  assert.ok(Math.abs((p50 ?? 0) / 2e8 - 1) < 0.005, String(p50))
  const paint = await ask('events', {
    type: 'view',
    measures: 'p75(largest_contentful_paint),max(largest_contentful_paint)',
    query: 'view_path_group:/b',
  })
  assert.deepEqual(paint.groups[0]?.totals[0], Math.fround(4_000_000_001))
})

test('a part is what its search finds, and its share is of all', async () => {
  const parameters = { type: 'resource', measures: 'count,part,share', part: 'duration:>=200ms' }
  const { groups } = await ask('events', parameters)
  assert.deepEqual(groups, [{ values: [], totals: [4, 2, 0.5] }])
  const none = await ask('events', { ...parameters, query: 'browser:None' })
  assert.deepEqual(none.groups, [{ values: [], totals: [0, 0, null] }])
})

test('shares of a vital are of the views that have it', async () => {
  const key = 'largest_contentful_paint'
  const parameters = {
    type: 'view',
    measures: `good(${key}),poor(${key}),good(cumulative_layout_shift),good(first_byte)`,
  }
  const { groups } = await ask('events', parameters)
  assert.deepEqual(groups[0]?.totals, [0.5, 0.5, 0, null])
})

test('groups come by the chosen measure, each with its buckets', async () => {
  const { groups } = await ask('events', {
    type: 'resource',
    measures: 'count,max(duration)',
    by: 'browser',
    sort: 'max(duration)',
    interval: HOUR,
  })
  assert.deepEqual(groups, [
    {
      values: ['Edge'],
      totals: [2, 3e8],
      buckets: [
        { time: noon, values: [2, 3e8] },
        { time: noon + HOUR, values: [0, null] },
      ],
    },
    {
      values: ['Chrome'],
      totals: [2, 2e8],
      buckets: [
        { time: noon, values: [1, null] },
        { time: noon + HOUR, values: [1, 2e8] },
      ],
    },
  ])
})

test('groups of several keys leave rows without a value out', async () => {
  const { groups } = await ask('events', {
    type: 'view',
    measures: 'count',
    by: 'view_path_group,app_id',
  })
  assert.deepEqual(groups, [
    { values: ['/b', 'm'], totals: [2] },
    { values: ['/a', 'm'], totals: [1] },
  ])
  assert.deepEqual((await ask('events', { type: 'view', measures: 'count', by: 'env' })).groups, [])
})

test('sessions have the same numbers, by their own fields and over time', async () => {
  const { groups } = await ask('sessions', {
    measures: 'count,users,sessions,max(session_resource_count),share',
    part: 'session_view_count:>0',
    by: 'browser',
    interval: HOUR,
  })
  assert.deepEqual(groups, [
    {
      values: ['Chrome'],
      totals: [1, 1, 1, 2, 0],
      buckets: [
        { time: noon, values: [1, 1, 1, 2, 0] },
        { time: noon + HOUR, values: [0, 0, 0, null, null] },
      ],
    },
    {
      values: ['Edge'],
      totals: [1, 1, 1, 2, 1],
      buckets: [
        { time: noon, values: [1, 1, 1, 2, 1] },
        { time: noon + HOUR, values: [0, 0, 0, null, null] },
      ],
    },
  ])
  const all = await ask('sessions', { measures: 'count,users', before: 'true' })
  assert.deepEqual(all.groups, [{ values: [], totals: [2, 2], before: [1, 1] }])
})

test('a question without sense is refused with what to write instead', async () => {
  const cases: [Record<string, string | number>, RegExp][] = [
    [{ measures: 'p75' }, /^measures: "p75" is none: write count/],
    [{ measures: 'p75(env)' }, /^measures: "env" is no number/],
    [{ measures: 'p75(duration) FROM x' }, /^measures: /],
    [{ measures: 'good(duration)' }, /^measures: good is of a web vital/],
    [{ measures: 'distinct(nothing)' }, /^measures: "nothing" is no field/],
    [{ measures: 'count,count' }, /a measure twice/],
    [{ measures: 'count', sort: 'users' }, /^sort: one of the measures/],
    [{ measures: 'count', by: 'env', before: 'true' }, /^before: /],
    [{ measures: 'count', by: 'env', interval: HOUR, limit: 50 }, /^limit: at most 12/],
    [{ measures: 'count', by: 'nothing' }, /^keys: "nothing"/],
    [{ measures: 'share', part: 'env:(' }, /^part, column /],
    [{ measures: 'count', interval: 1000, to: noon + 86_400_000 }, /^interval: the range has more/],
  ]
  for (const [parameters, expected] of cases) {
    const { message } = await refuse('/api/events/measures', {
      ...range,
      type: 'resource',
      ...parameters,
    })
    assert.match(message, expected)
  }
})
