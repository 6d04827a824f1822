import assert from 'node:assert/strict'
import test from 'node:test'
import type { SessionEvent, SessionSummary } from '../../../protocol/query.ts'
import { computeFingerprint } from '../store/fingerprint.ts'
import type { TestCollector } from './collector.testkit.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

const directory = makeDirectory()
let collector: TestCollector
const now = Date.now()

test.before(async () => {
  collector = await startTestCollector(directory.path)
})
test.after(async () => {
  await collector.stop()
  directory.remove()
})

function common(session: string, view = 'v1'): string {
  return `app_id=shop,session_id=${session},session_type=user,view_id=${view},view_name=Home,view_url=https://shop.example/${view},view_path=/${view},view_referrer=https://search.example/`
}

/** Events without their arrival, which is the newest copy's. */
async function eventsOf(session: string): Promise<Omit<SessionEvent, 'received_at'>[]> {
  const { events } = await collector.session(session)
  return events.map(({ received_at: _, ...event }) => event)
}

async function summaryOf(session: string): Promise<SessionSummary | undefined> {
  const { sessions } = await collector.sessions('limit=500')
  return sessions.find(({ session_id }) => session_id === session)
}

test('an event comes back with every tag and field, under its name and with its type', async () => {
  const line = `resource,${common('types')},env=prod,os=Linux,resource_method=GET,resource_status=200,resource_id=r1,trace_id=t1,custom_tag=ü\\ 😀 event_id="e1",resource_url="https://shop.example/?q=\\"1\\"",resource_type="fetch",duration=1500000,resource_size=2048,resource_ttfb=1.5,action_id="act",flag=true,off=f,text="1",json="{\\"a\\":1}",empty="",big=1.7976931348623157e308,view_in_foreground=true ${now}`
  assert.deepEqual(await collector.send(line), { status: 200, body: '' })
  assert.deepEqual(await eventsOf('types'), [
    {
      event_id: 'e1',
      type: 'resource',
      time: now,
      duration: 1500000,
      view_id: 'v1',
      view_name: 'Home',
      view_url: 'https://shop.example/v1',
      action_id: 'act',
      resource_url: 'https://shop.example/?q="1"',
      resource_type: 'fetch',
      resource_status: '200',
      resource_method: 'GET',
      attributes: {
        app_id: 'shop',
        session_id: 'types',
        session_type: 'user',
        env: 'prod',
        os: 'Linux',
        view_path: '/v1',
        view_referrer: 'https://search.example/',
        trace_id: 't1',
        resource_id: 'r1',
        resource_size: 2048,
        resource_ttfb: 1.5,
        custom_tag: 'ü 😀',
        flag: true,
        off: false,
        text: '1',
        json: '{"a":1}',
        empty: '',
        big: Number.MAX_VALUE,
        view_in_foreground: true,
      },
    },
  ])
})

test('each measurement fills its own keys of an event', async () => {
  const lines = [
    `view,${common('kinds')},view_loading_type=initial_load time_spent=9000000000,largest_contentful_paint=1200000000,cumulative_layout_shift=0.1,is_active=false,view_update=3,event_id="1" ${now}`,
    `error,${common('kinds')},error_type=TypeError,error_source=source,error_handling=unhandled error_message="boom",error_stack=" at f @ x:1:2",event_id="2" ${now + 1}`,
    `action,${common('kinds')},action_type=click action_id="a1",action_name="Buy",duration=5,event_id="3" ${now + 2}`,
    `long_task,${common('kinds')},long_task_id=l1 duration=60000000,event_id="4" ${now + 3}`,
  ]
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const events = await eventsOf('kinds')
  const shared = { view_id: 'v1', view_name: 'Home', view_url: 'https://shop.example/v1' }
  assert.deepEqual(
    events.map(({ time: _, attributes: __, event_id: ___, ...event }) => event),
    [
      {
        type: 'view',
        ...shared,
        action_id: '',
        view_loading_type: 'initial_load',
        time_spent: 9000000000,
      },
      {
        type: 'error',
        ...shared,
        action_id: '',
        error_message: 'boom',
        error_type: 'TypeError',
        error_source: 'source',
        error_stack: ' at f @ x:1:2',
        fingerprint: computeFingerprint({
          type: 'TypeError',
          message: 'boom',
          stack: ' at f @ x:1:2',
        }),
      },
      {
        type: 'action',
        ...shared,
        action_id: 'a1',
        action_name: 'Buy',
        action_type: 'click',
        duration: 5,
      },
      { type: 'long_task', ...shared, action_id: '', duration: 60000000 },
    ],
  )
  const [view] = events
  const { largest_contentful_paint, cumulative_layout_shift, is_active, view_update } =
    view?.attributes ?? {}
  assert.deepEqual(
    { largest_contentful_paint, cumulative_layout_shift, is_active, view_update },
    {
      largest_contentful_paint: 1200000000,
      cumulative_layout_shift: 0.1,
      is_active: false,
      view_update: 3,
    },
  )
})

test('a session is rolled up from its events', async () => {
  const lines = [
    `view,${common('sum')},userid=u1,user_name=Ann,env=prod,browser=Chrome time_spent=2000000000,event_id="1" ${now}`,
    `view,${common('sum', 'v2')},userid=u1,user_name=Ann time_spent=3000000000,event_id="2" ${now + 2000}`,
    `error,${common('sum', 'v2')} error_message="x",event_id="3" ${now + 3000}`,
    `resource,${common('sum', 'v2')} resource_url="x",event_id="4" ${now + 3000}`,
    `resource,${common('sum', 'v2')} resource_url="x",event_id="5" ${now + 3000}`,
    `action,${common('sum', 'v2')} action_name="x",event_id="6" ${now + 3000}`,
    `long_task,${common('sum', 'v2')} duration=1,event_id="7" ${now + 3000}`,
  ]
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const expected: SessionSummary = {
    app_id: 'shop',
    session_id: 'sum',
    session_type: 'user',
    session_start: now,
    time_spent: 5_000_000_000,
    userid: 'u1',
    user_name: 'Ann',
    user_email: '',
    env: 'prod',
    service: '',
    version: '',
    browser: 'Chrome',
    browser_version: '',
    os: '',
    device: '',
    country: '',
    city: '',
    session_has_crashed: false,
    session_status: '',
    session_health: 'errored',
    session_referrer: 'https://search.example/',
    session_view_count: 2,
    session_resource_count: 2,
    session_action_count: 1,
    session_error_count: 1,
    session_long_task_count: 1,
    session_first_view: { id: 'v1', url: 'https://shop.example/v1', path: '/v1', name: 'Home' },
    session_last_view: { id: 'v2', url: 'https://shop.example/v2', path: '/v2', name: 'Home' },
  }
  assert.deepEqual(await summaryOf('sum'), expected)
  assert.deepEqual((await collector.session('sum')).session, expected)
})

test('a resend changes no number, however its lines are grouped', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => {
    const type = ['view', 'resource', 'error', 'action'][index % 4]
    return `${type},${common('again', `v${index % 3}`)} event_id="a${index}",f=${index} ${now + index}`
  })
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const before = [await summaryOf('again'), await eventsOf('again')]
  const groups = [
    lines,
    lines.toReversed(),
    lines.slice(3, 9),
    lines.slice(8),
    [...lines, ...lines],
  ]
  for (const group of groups) {
    assert.equal((await collector.send(group.join('\n'))).status, 200)
  }
  for (const line of lines) {
    assert.equal((await collector.send(line)).status, 200)
  }
  assert.deepEqual([await summaryOf('again'), await eventsOf('again')], before)
})

test('of a view’s updates the highest wins, in whatever order they arrive', async () => {
  for (const update of [2, 5, 1, 4, 3]) {
    const line = `view,${common('updates')} view_update=${update},time_spent=${update}000000000,event_id="u${update}",n=${update} ${now}`
    assert.equal((await collector.send(line)).status, 200)
  }
  const { session, events } = await collector.session('updates')
  assert.equal(session.session_view_count, 1)
  assert.equal(session.time_spent, 5_000_000_000)
  assert.equal(events.length, 1)
  assert.equal(events[0]?.attributes['n'], 5)
  assert.equal(events[0]?.event_id, 'u5')
})

test('an SDK that sends neither ids nor versions has its views and events once as well', async () => {
  const lines = [
    `view,${common('foreign')} time_spent=1000000000 ${now}`,
    `view,${common('foreign')} time_spent=9000000000 ${now}`,
    `view,${common('foreign')} time_spent=5000000000 ${now}`,
    `error,${common('foreign')} error_message="x" ${now}`,
    `error,${common('foreign')} error_message="x" ${now}`,
    `error,${common('foreign')} error_message="y" ${now}`,
  ]
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const { session, events } = await collector.session('foreign')
  assert.deepEqual([session.session_view_count, session.session_error_count], [1, 2])
  assert.deepEqual(
    events.map((event) => [event.type, event.type === 'view' ? event.time_spent : undefined]),
    [
      ['view', 9000000000],
      ['error', undefined],
      ['error', undefined],
    ],
  )
})

test('an absurd time or number does not break the batch that it came in', async () => {
  const lines = [
    `view,${common('absurd')} time_spent=1e300,largest_contentful_paint=-5 ${now}`,
    `view,${common('absurd', 'v2')} f=1 4102444800000`,
    `view,${common('absurd', 'v3')} f=1 -9999999999999999`,
    `action,${common('absurd')} action_name="good" ${now}`,
  ]
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const events = await eventsOf('absurd')
  assert.equal(events.length, 4)
  assert.equal(
    events.find(({ view_id }) => view_id === 'v2')?.attributes['client_time'],
    4102444800000,
  )
})

test('good lines are stored although others are bad', async () => {
  const answer = await collector.send(`view,${common('partly')} f=1 ${now}\nnonsense\n`)
  assert.equal(answer.status, 400)
  assert.deepEqual(JSON.parse(answer.body), {
    error_code: 'rum.badLines',
    message: '1 refused, 1 stored: line 2: the fields are missing',
  })
  assert.equal((await eventsOf('partly')).length, 1)
})

test('text that looks like SQL, or like the end of a batch, is text', async () => {
  const hostile = ["'; DROP TABLE rum.events; --", '\n\n;SELECT 1', '{p:String}', '\\N', '\u0000']
  const fields = hostile.map((text, index) => `h${index}="${text.replaceAll('\\', '\\\\')}"`)
  const line = `view,${common('hostile')} ${fields.join(',')} ${now}`
  assert.equal((await collector.send(line)).status, 200)
  const [event] = await eventsOf('hostile')
  assert.deepEqual(
    hostile.map((_, index) => event?.attributes[`h${index}`]),
    hostile,
  )
})
