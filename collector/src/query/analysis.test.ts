import assert from 'node:assert/strict'
import test from 'node:test'
import type { z } from 'zod'
import type { ErrorGroupDetail, ErrorGroups, VitalGroups } from '../../../protocol/analytics.ts'
import * as schemas from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const hour = 3_600_000
const range = { from: noon, to: noon + hour }

test.before(start)
test.after(stop)

test('errors of one cause are one group, with its trend, people and first day', async () => {
  const error = (session: string, message: string, time: number, more = ''): string =>
    `error,app_id=err,session_id=${session},userid=u-${session},version=1.${session.length},error_type=TypeError${more} error_message="${message}",error_stack=" at f @ https://a/app.js:1:2" ${time}`
  await store(
    error('a', 'item 1 is gone', noon - 20 * hour),
    error('a', 'item 2 is gone', noon + 1, ',error_handling=unhandled'),
    error('bb', 'item 3 is gone', noon + hour / 2),
    error('a', 'other', noon + 5),
  )
  const app = { ...range, app_id: 'err' }
  const list = await get<ErrorGroups>('/api/errors', app)
  schemas.errorGroups.parse(list)
  const [first, second] = list.groups
  assert.equal(list.groups.length, 2)
  assert.deepEqual(
    {
      ...first,
      fingerprint: '',
      trend: first?.trend.flatMap((count, step) => (count > 0 ? [[step, count]] : [])),
    },
    {
      app_id: 'err',
      fingerprint: '',
      error_type: 'TypeError',
      error_message: 'item 3 is gone',
      error_source: '',
      count: 2,
      unhandled: 1,
      sessions: 2,
      users: 2,
      versions: ['1.1', '1.2'],
      first_seen: noon - 20 * hour,
      last_seen: noon + hour / 2,
      trend: [
        [0, 1],
        [12, 1],
      ],
    },
  )
  assert.equal(second?.error_message, 'other')

  const detail = await get<ErrorGroupDetail>(`/api/errors/${first?.fingerprint}`, {
    ...app,
    limit: 1,
  })
  schemas.errorGroupDetail.parse(detail)
  assert.deepEqual(detail.group, first)
  assert.deepEqual(
    detail.events.map((event) => event.type === 'error' && event.error_message),
    ['item 3 is gone'],
  )
  const next = await get<ErrorGroupDetail>(`/api/errors/${first?.fingerprint}`, {
    ...app,
    limit: 1,
    cursor: String(detail.next_cursor),
  })
  assert.deepEqual(
    [next.events.map((event) => event.type === 'error' && event.error_message), next.next_cursor],
    [['item 2 is gone'], undefined],
  )
})

test('an error of one message is one group over releases, whatever their files and functions are called', async () => {
  const thrown = (version: string, at: string, index: number): string =>
    `error,app_id=releases,session_id=s${index},error_type=TypeError,version=${version} error_message="total is undefined",error_stack="TypeError: total is undefined\n    at ${at}:1:2${index})\n    at n (https://shop.example/assets/vendor-${version}.js:9:1)" ${noon + index}`
  await store(
    thrown('2.3.0', 'e.t (https://shop.example/assets/cart-2.3.0.js', 0),
    thrown('2.3.1', 'n (https://shop.example/assets/cart-2.3.1.js', 1),
    thrown('2.4.0', 'i.Ka (https://shop.example/assets/cart-DqPXbEwK.js', 2),
  )
  const { groups } = await get<ErrorGroups>('/api/errors', { ...range, app_id: 'releases' })
  assert.deepEqual(
    groups.map(({ count, versions }) => [count, versions.toSorted()]),
    [[3, ['2.3.0', '2.3.1', '2.4.0']]],
  )
})

test('resources are grouped by host and path group, with percentiles and the share of errors', async () => {
  const resource = (status: number, ms: number): string =>
    `resource,app_id=res,session_id=s${ms},resource_status=${status} resource_url="https://api.example/items/${ms}",resource_url_host="api.example",resource_url_path_group="/items/?",duration=${ms}000000,resource_size=${ms} ${noon}`
  await store(
    ...Array.from({ length: 100 }, (_, index) => resource(index < 25 ? 500 : 200, index + 1)),
  )
  const answer = await get<z.infer<typeof schemas.resourceGroups>>('/api/resources', {
    ...range,
    app_id: 'res',
  })
  schemas.resourceGroups.parse(answer)
  const [group] = answer.groups
  assert.equal(answer.groups.length, 1)
  assert.deepEqual(
    [group?.resource_url_host, group?.resource_url_path_group, group?.count, group?.sessions],
    ['api.example', '/items/?', 100, 100],
  )
  assert.equal(group?.error_share, 0.25)
  const near = (value: number | undefined, ms: number): boolean =>
    Math.abs((value ?? 0) - ms * 1e6) <= 2e6
  assert.ok(
    near(group?.duration_p50, 50) && near(group?.duration_p75, 75) && near(group?.duration_p95, 95),
  )
})

test('views, actions and long tasks are grouped by what they have in common', async () => {
  const of = 'app_id=grp,session_id=s,userid=u'
  await store(
    `view,${of},view_id=g1,view_path_group=/cart loading_time=1000000000,time_spent=4000000000,view_error_count=2 ${noon}`,
    `view,${of},view_id=g2,view_path_group=/list time_spent=1000000000 ${noon}`,
    `action,${of},action_type=click action_name="Buy",duration=30000000,action_frustration_types="[\\"rage_click\\"]" ${noon}`,
    `action,${of},action_type=click action_name="Buy",duration=30000000,action_frustration_types="[]" ${noon + 1}`,
    `long_task,${of},view_path_group=/cart duration=60000000 ${noon}`,
    `long_task,${of},view_path_group=/cart duration=60000000 ${noon + 1}`,
  )
  const app = { ...range, app_id: 'grp' }
  const views = await get<z.infer<typeof schemas.viewGroups>>('/api/views', {
    ...app,
    sort: 'errors',
  })
  schemas.viewGroups.parse(views)
  assert.deepEqual(views.groups, [
    {
      view_path_group: '/cart',
      count: 1,
      sessions: 1,
      users: 1,
      errors: 2,
      loading_time_p75: 1e9,
      time_spent_p50: 4e9,
    },
    {
      view_path_group: '/list',
      count: 1,
      sessions: 1,
      users: 1,
      errors: 0,
      loading_time_p75: 0,
      time_spent_p50: 1e9,
    },
  ])
  const actions = await get<z.infer<typeof schemas.actionGroups>>('/api/actions', app)
  schemas.actionGroups.parse(actions)
  assert.deepEqual(actions.groups, [
    {
      action_name: 'Buy',
      action_type: 'click',
      count: 2,
      sessions: 1,
      users: 1,
      duration_p75: 3e7,
      frustrated: 1,
    },
  ])
  const tasks = await get<z.infer<typeof schemas.longTaskGroups>>('/api/long-tasks', app)
  schemas.longTaskGroups.parse(tasks)
  assert.deepEqual(tasks.groups, [
    {
      view_path_group: '/cart',
      count: 2,
      sessions: 1,
      duration_p75: 6e7,
      duration_p95: 6e7,
      duration_total: 12e7,
    },
  ])
})

test('vitals have their percentile and the shares of good, medium and poor', async () => {
  const view = (id: number, fields: string): string =>
    `view,app_id=vit,session_id=s,view_id=vit${id},view_path_group=/p ${fields} ${noon + id}`
  await store(
    view(1, 'largest_contentful_paint=1000000000,cumulative_layout_shift=0.05'),
    view(2, 'largest_contentful_paint=2500000000,cumulative_layout_shift=0'),
    view(3, 'largest_contentful_paint=3000000000,cumulative_layout_shift=0.3'),
    view(4, 'largest_contentful_paint=9000000000'),
    view(5, 'time_spent=1'),
  )
  const answer = await get<VitalGroups>('/api/vitals', { ...range, app_id: 'vit' })
  schemas.vitalGroups.parse(answer)
  const [group] = answer.groups
  assert.deepEqual([group?.view_path_group, group?.count], ['/p', 5])
  assert.deepEqual(
    [group?.lcp.count, group?.lcp.good, group?.lcp.needs_improvement, group?.lcp.poor],
    [4, 0.5, 0.25, 0.25],
  )
  assert.ok((group?.lcp.p75 ?? 0) >= 3e9)
  assert.deepEqual([group?.cls.count, group?.cls.good, group?.cls.poor], [3, 2 / 3, 1 / 3])
  assert.deepEqual(group?.inp, { count: 0, p75: 0, good: 0, needs_improvement: 0, poor: 0 })
})
