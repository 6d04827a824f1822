import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count, Facets, Histogram, Values } from '../../../protocol/analytics.ts'
import type { EventList, SessionList } from '../../../protocol/query.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, storeLogs, get, refuse } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const range = { from: noon, to: noon + 3_600_000 }

/** Three sessions: ada's on Chrome with two errors, bob's on Safari with a slow request, and one of nobody. */
test.before(async () => {
  await start()
  const ada =
    'app_id=shop,session_id=ada,userid=u1,user_name=Ada\\ L,user_email=ada@example.com,browser=Chrome,env=prod'
  const bob = 'app_id=shop,session_id=bob,userid=u2,browser=Safari,env=prod'
  await store(
    `view,${ada},view_id=v1,view_path=/cart,view_path_group=/cart,view_url=https://shop.example/cart time_spent=90000000000,view_update=2,largest_contentful_paint=3000000000,plan="pro",seats=3,beta=true ${noon}`,
    `error,${ada},view_path=/cart,error_type=TypeError,error_source=source error_message="x is not 100% defined" ${noon + 1000}`,
    `error,${ada},view_path=/pay,error_type=RangeError,error_source=console error_message="too far" ${noon + 2000}`,
    `resource,${ada},resource_status=200,view_path=/pay resource_url="https://api.example/a",duration=20000000 ${noon + 3000}`,
    `view,${bob},view_id=v2,view_path=/list,view_url=https://shop.example/list time_spent=1000000000,view_update=1,plan="free" ${noon + 60_000}`,
    `resource,${bob},resource_status=503,view_path=/list resource_url="https://api.example/b",duration=2500000000,resource_size=40000 ${noon + 61_000}`,
    `action,app_id=blog,session_id=nobody,env=stage action_name="Read *more*" ${noon + 120_000}`,
  )
})
test.after(stop)

async function sessionsOf(query: string): Promise<string[]> {
  const list = await get<SessionList>('/api/sessions', { ...range, query, sort: 'session_start' })
  return list.sessions.map(({ session_id }) => session_id)
}

async function eventsOf(query: string): Promise<number> {
  const { events } = await get<EventList>('/api/events', { ...range, query })
  const { count } = await get<Count>('/api/events/count', { ...range, query })
  assert.equal(events.length, count, query)
  return count
}

test('sessions are found by what they have, and by what their events have', async () => {
  const cases: [query: string, found: string[]][] = [
    ['', ['ada', 'bob', 'nobody']],
    ['browser:Chrome', ['ada']],
    ['browser:chrome', []],
    ['browser:c*', ['ada']],
    ['-browser:Chrome', ['bob', 'nobody']],
    ['browser:(Chrome OR Safari)', ['ada', 'bob']],
    ['browser:(Chrome OR saf*)', ['ada', 'bob']],
    ['env:prod -browser:Safari', ['ada']],
    ['env:stage OR browser:Safari', ['bob', 'nobody']],
    ['NOT (env:stage OR browser:Safari)', ['ada']],
    ['session_error_count:2', ['ada']],
    ['session_error_count:>0', ['ada']],
    ['session_error_count:[1 TO 2}', []],
    ['time_spent:[1m TO 5m]', ['ada']],
    ['time_spent:>5m', []],
    ['user:ada@example.com', ['ada']],
    ['user_name:"Ada L"', ['ada']],
    ['has:userid', ['ada', 'bob']],
    ['-has:userid', ['nobody']],
    ['error_type:TypeError', ['ada']],
    ['-error_type:TypeError', ['bob', 'nobody']],
    ['error_type:TypeError error_source:source', ['ada']],
    ['error_type:TypeError error_source:console', []],
    ['error_type:TypeError resource_status:200', ['ada']],
    ['error_type:TypeError view_path:/pay', []],
    ['error_type:RangeError view_path:/pay', ['ada']],
    ['resource_status:>=500', ['bob']],
    ['resource_status:5*', ['bob']],
    ['duration:>2s', ['ada', 'bob']],
    ['resource_size:>39kb', ['bob']],
    ['largest_contentful_paint:>2.5s', ['ada']],
    ['@custom.plan:pro', ['ada']],
    ['context.plan:(pro OR free)', ['ada', 'bob']],
    ['@seats:>2', ['ada']],
    ['@seats:3', ['ada']],
    ['@beta:true', ['ada']],
    ['has:@custom.plan', ['ada', 'bob']],
    ['-has:@custom.plan', ['nobody']],
    ['100%', ['ada']],
    ['"x is not"', ['ada']],
    ['x_is', []],
    ['EXAMPLE.COM', ['ada']],
    ['shop.example/cart', ['ada']],
    ['https://shop.example/list', ['bob']],
    ['v2', ['bob']],
    ['bob', ['bob']],
    ['"*more*"', ['nobody']],
    ['read*more', ['nobody']],
    ['app_id:blog', ['nobody']],
    ['session_has_crashed:false', ['ada', 'bob', 'nobody']],
    ['session_first_view_path:/list', ['bob']],
  ]
  for (const [query, found] of cases) {
    assert.deepEqual(await sessionsOf(query), found, query)
    const { count } = await get<Count>('/api/sessions/count', { ...range, query })
    assert.equal(count, found.length, query)
  }
})

test('events are found by the same grammar', async () => {
  const cases: [query: string, found: number][] = [
    ['', 7],
    ['type:error', 2],
    ['type:(error OR view)', 4],
    ['env:prod -type:resource', 4],
    ['status:200', 1],
    ['-status:200', 6],
    ['message:*far*', 1],
    ['-error_message:*far*', 6],
    ['largest_contentful_paint:<4s', 1],
    ['-largest_contentful_paint:<4s', 6],
    ['api.example/b', 1],
    ['duration:{20ms TO *]', 3],
    ['duration:[20ms TO 1s]', 2],
  ]
  for (const [query, found] of cases) {
    assert.equal(await eventsOf(query), found, query)
  }
})

test('a mistake is told with its column and what to write instead', async () => {
  const cases: [query: string, message: RegExp][] = [
    ['broswer:Chrome', /^query, column 1: there is no key broswer: did you mean browser\?/],
    ['env:prod plan:pro', /^query, column 10: there is no key plan: .*written @plan/],
    ['duration:>soon', /column 1: "soon" does not fit duration: it is a duration, such as 250ms/],
    ['browser:>3', /browser is no number: write browser:value or browser:val\*/],
    ['is_active:yes', /is_active is true or false: write is_active:true/],
    ['(env:prod', /column 1: this parenthesis is not closed/],
  ]
  for (const [query, message] of cases) {
    for (const url of ['/api/sessions', '/api/events/count']) {
      const answer = await refuse(url, { ...range, query })
      assert.equal(answer.error_code, 'rum.badQuery')
      assert.match(answer.message, message, query)
    }
  }
})

test('an application that is asked for narrows every answer', async () => {
  const blog = { ...range, app_id: 'blog' }
  assert.equal((await get<Count>('/api/sessions/count', blog)).count, 1)
  assert.equal((await get<Count>('/api/events/count', blog)).count, 1)
  assert.equal((await get<Count>('/api/sessions/count', { ...blog, query: 'type:error' })).count, 0)
})

test('the list is sorted by what is asked for, over all pages', async () => {
  for (const [sort, expected] of [
    ['-session_error_count', ['ada', 'nobody', 'bob']],
    ['time_spent', ['nobody', 'bob', 'ada']],
    ['-session_start', ['nobody', 'bob', 'ada']],
  ] as const) {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page: SessionList = await get('/api/sessions', {
        ...range,
        sort,
        limit: 1,
        ...(cursor !== undefined && { cursor }),
      })
      found.push(...page.sessions.map(({ session_id }) => session_id))
      cursor = page.next_cursor
    } while (cursor !== undefined)
    assert.deepEqual(
      sort === '-session_error_count' ? found.slice(0, 1) : found,
      sort === '-session_error_count' ? ['ada'] : expected,
      sort,
    )
  }
})

test('a histogram has every bucket of its range, and the counts of the search', async () => {
  const sessions = await get<Histogram>('/api/sessions/histogram', {
    ...range,
    interval: 60_000,
    query: 'env:prod',
  })
  assert.equal(sessions.buckets.length, 60)
  assert.deepEqual(
    sessions.buckets.slice(0, 3).map(({ time, count }) => [time - noon, count]),
    [
      [0, 1],
      [60_000, 1],
      [120_000, 0],
    ],
  )
  const errors = { ...range, interval: 3_600_000, type: 'error' }
  const { buckets } = await get<Histogram>('/api/events/histogram', errors)
  assert.deepEqual(buckets, [{ time: noon, count: 2 }])
  const tooFine = await refuse('/api/events/histogram', { ...range, interval: 1000 })
  assert.match(tooFine.message, /^interval: the range has more than 1000 buckets/)
})

test('facets count the values of each key, the most frequent first', async () => {
  const sessions = await get<Facets>('/api/sessions/facets', { ...range, keys: 'env,browser' })
  assert.deepEqual(sessions.facets, [
    {
      key: 'env',
      values: [
        { value: 'prod', count: 2 },
        { value: 'stage', count: 1 },
      ],
    },
    {
      key: 'browser',
      values: [
        { value: 'Chrome', count: 1 },
        { value: 'Safari', count: 1 },
      ],
    },
  ])
  const events = await get<Facets>('/api/events/facets', {
    ...range,
    keys: 'type,@custom.plan',
    query: 'env:prod',
    limit: 2,
  })
  assert.deepEqual(
    events.facets.map(({ key, values }) => [key, values.map(({ value, count }) => [value, count])]),
    [
      [
        'type',
        [
          ['error', 2],
          ['resource', 2],
        ],
      ],
      [
        '@custom.plan',
        [
          ['free', 1],
          ['pro', 1],
        ],
      ],
    ],
  )
  const unknown = await refuse('/api/sessions/facets', { ...range, keys: 'env,time_spent' })
  assert.match(unknown.message, /^keys: "time_spent" is no key whose values can be counted/)
})

test('facets count a session once, by the highest of its names, beside texts, flags and a search', async () => {
  const midnight = noon - 5 * 86_400_000 - 43_200_000 // the days are those that no other test asks for
  const line = (version: string, at: number): string =>
    `action,app_id=shop,session_id=long,userid=u9,version=${version},env=prod action_name="x" ${at}`
  const other = `action,app_id=shop,session_id=short,version=1.9 action_name="x" ${midnight - 500}`
  await store(line('1.10', midnight - 1000), line('1.9', midnight + 1000), other)
  const { facets } = await get<Facets>('/api/sessions/facets', {
    from: midnight - 3_600_000,
    to: midnight + 3_600_000,
    keys: 'version,userid,session_has_crashed,env,session_status',
    query: 'app_id:shop',
  })
  assert.deepEqual(
    facets.map(({ key, values }) => [key, ...values.map(({ value, count }) => [value, count])]),
    [
      ['version', ['1.9', 2]],
      ['userid', ['u9', 1]],
      ['session_has_crashed', ['false', 2]],
      ['env', ['prod', 1]],
      ['session_status'],
    ],
  )
})

test('values complete what was begun, without regard to case', async () => {
  const found = async (key: string, prefix: string): Promise<string[]> => {
    const { values } = await get<Values>('/api/values', { ...range, key, prefix })
    return values.map(({ value }) => value)
  }
  assert.deepEqual(await found('browser', 'ch'), ['Chrome'])
  assert.deepEqual(await found('error_type', ''), ['RangeError', 'TypeError'])
  assert.deepEqual(await found('@plan', 'p'), ['pro'])
  assert.deepEqual(await found('browser', '%'), [])
})

test('a view that was updated many times is one event, as it was last', async () => {
  const time = noon + 1_800_000
  const update = (version: number): string =>
    `view,app_id=upd,session_id=upd,view_id=vu time_spent=${version}000000000,view_update=${version},event_id="u${version}" ${time}`
  for (const version of [2, 9, 4]) {
    await store(update(version))
  }
  const upd = { ...range, app_id: 'upd' }
  assert.equal((await get<Count>('/api/events/count', upd)).count, 1)
  const { events } = await get<EventList>('/api/events', upd)
  assert.deepEqual(
    events.map((event) => event.type === 'view' && event.time_spent),
    [9_000_000_000],
  )
})

test('the names of every object are unknown keys', async () => {
  for (const key of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    for (const url of ['/api/sessions', '/api/events']) {
      assert.match((await refuse(url, { query: `${key}:x` })).message, /there is no key/)
    }
  }
})

test('a number beyond all that is stored finds nothing above it, and everything below', async () => {
  const count = async (query: string) =>
    (await get<{ count: number }>('/api/events/count', { ...range, query })).count
  assert.equal(await count('duration:>999999999d'), 0)
  assert.equal(await count('duration:<999999999d'), await count('duration:>=0'))
  const sessions = await get<{ count: number }>('/api/sessions/count', {
    ...range,
    query: 'time_spent:<999999999d',
  })
  assert.ok(sessions.count > 0)
})

test('a word for the field of several kinds of events joins the terms about one of them', async () => {
  const later = noon + 7_200_000
  const at = { from: later, to: later + 3_600_000 }
  const cleo = 'app_id=shop,session_id=cleo,view_path=/pay'
  await store(
    `error,${cleo},error_type=TypeError error_message="total is not a number" ${later}`,
    `resource,${cleo},resource_status=500,resource_method=POST resource_url="/pay" ${later + 1}`,
    `resource,${cleo},resource_status=200,resource_method=GET resource_url="/cart" ${later + 2}`,
    `action,${cleo} action_name="pay",status="paid" ${later + 3}`,
  )
  await storeLogs(
    `api,app_id=shop,session_id=cleo,status=error message="gateway timed out" ${later + 4}`,
    `api,app_id=shop,session_id=stranger message="no session of a browser" ${later + 5}`,
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
    // Of one event, if it can be.
    ['status:500 resource_method:POST', 1, 1],
    ['status:500 resource_method:GET', 0, 0],
    ['message:*number* error_type:TypeError', 1, 1],
    // Of two events: a session has both.
    ['status:500 error_type:TypeError', 1, 0],
    ['status:error message:*timed*', 1, 1],
    // A custom attribute of that name.
    ['@status:paid', 1, 1],
    ['@status:error', 1, 1],
    ['status:paid', 0, 0],
  ]
  for (const [query, sessions, events] of cases) {
    const found = await get<Count>('/api/sessions/count', { ...at, query })
    assert.equal(found.count, sessions, `sessions of ${query}`)
    const { count } = await get<Count>('/api/events/count', { ...at, query })
    assert.equal(count, events, `events of ${query}`)
  }
})
