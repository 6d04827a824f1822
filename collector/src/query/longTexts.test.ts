import assert from 'node:assert/strict'
import test from 'node:test'
import type {
  ErrorEvent,
  EventList,
  FoundEvent,
  SessionDetail,
  SessionList,
} from '../../../protocol/query.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get, collector } = createQueryTest()

const now = Date.now()
const LONG = 1_000_000
/** Bodies of seven lines: eight MiB is what one may have. */
const BODIES = 6
const PER_BODY = 7
const PAGE_BYTES = 8 * 2 ** 20

function toErrors(body: number): string[] {
  return Array.from({ length: PER_BODY }, (_, line) => {
    const id = body * PER_BODY + line
    return `error,app_id=shop,session_id=long,error_type=E${id} error_message="m${id}",error_stack="${'s'.repeat(LONG)}",event_id="long-${id}" ${now + id}`
  })
}

test.before(async () => {
  await start()
  for (let body = 0; body < BODIES; body++) {
    await store(...toErrors(body))
  }
  const many = Array.from({ length: 200 }, (_, index) => `n${index}="${'ä'.repeat(2000)}"`)
  const path = `/${'p'.repeat(100_000)}`
  await store(
    `error,app_id=shop,session_id=message error_message="${'é'.repeat(LONG / 2)}" ${now}`,
    `action,app_id=shop,session_id=wide action_name="${'a'.repeat(LONG)}" ${now}`,
    `action,app_id=shop,session_id=many action_name="many",${many.join(',')} ${now}`,
    `view,app_id=shop,session_id=view,env=${'e'.repeat(100_000)},view_path_group=${path},view_url=${path} view_update=1 ${now}`,
  )
})
test.after(stop)

async function sizeOf(
  url: string,
  parameters: Record<string, string | number> = {},
): Promise<number> {
  return JSON.stringify(await get(url, parameters)).length
}

test('answers about many have at most a page of bytes, whatever texts they are about', async () => {
  const keys = 'env,error_message,error_type,action_name,view_url'
  for (const [url, parameters] of [
    ['/api/sessions', {}],
    ['/api/sessions/long', { limit: 2000 }],
    ['/api/sessions/view', {}],
    ['/api/sessions/facets', { keys: 'env,session_first_view_url', limit: 100 }],
    ['/api/events', { limit: 1000 }],
    ['/api/events/facets', { keys, limit: 100 }],
    ['/api/values', { key: 'view_url' }],
    ['/api/views', {}],
    ['/api/vitals', {}],
    ['/api/actions', {}],
    ['/api/errors', { limit: 500 }],
  ] as const) {
    assert.ok((await sizeOf(url, parameters)) < PAGE_BYTES / 4, url)
  }
})

test('texts of a session are cut to their length, with … at the end', async () => {
  const { session } = await get<SessionDetail>('/api/sessions/view')
  assert.equal(session.env, `${'e'.repeat(512)}…`)
  assert.match(session.session_first_view.url, /^\/p{2047}…$/)
  assert.match(session.session_last_view.url, /^\/p{2047}…$/)
  const { sessions } = await get<SessionList>('/api/sessions')
  assert.deepEqual(
    sessions.find(({ session_id: id }) => id === 'view'),
    session,
  )
})

test('a shortened event says so, and is whole by itself', async () => {
  const { events } = await get<SessionDetail>('/api/sessions/long')
  assert.equal(events.length, BODIES * PER_BODY)
  const first = events[0] as ErrorEvent
  assert.ok(first.error_stack.endsWith('…'))
  const whole = await get<ErrorEvent>(`/api/events/${first.whole}`)
  assert.equal(whole.error_stack.length, LONG)
  assert.deepEqual(
    { ...whole, error_stack: '', whole: undefined },
    { ...first, error_stack: '', app_id: 'shop', session_id: 'long', whole: undefined },
  )
})

test('a text is cut between characters', async () => {
  const { events } = await get<SessionDetail>('/api/sessions/message')
  assert.match((events[0] as ErrorEvent).error_message, /^é{2048}…$/)
})

test('texts of a small event and of a large one are cut at the same places', async () => {
  const texts = `error_message="${'😀'.repeat(3000)}",note="${'é'.repeat(2049)}",fits="${'é'.repeat(2048)}"`
  const toLine = (id: string, more: string): string =>
    `error,app_id=shop,session_id=${id},error_type=${'é'.repeat(600)} ${texts}${more} ${now}`
  await store(toLine('cut-small', ''), toLine('cut-large', `,error_stack="${'s'.repeat(LONG)}"`))
  for (const id of ['cut-small', 'cut-large']) {
    const { events } = await get<SessionDetail>(`/api/sessions/${id}`)
    const { error_message: message, error_type: type, attributes, whole } = events[0] as ErrorEvent
    assert.ok(whole, id)
    assert.ok(message === `${'😀'.repeat(2048)}…`, id)
    assert.ok(type === `${'é'.repeat(512)}…`, id)
    assert.ok(attributes['note'] === `${'é'.repeat(2048)}…`, id)
    assert.ok(attributes['fits'] === 'é'.repeat(2048), id)
  }
})

test('of very many attributes as many are shown as fit, and all in the whole event', async () => {
  const { events } = await get<SessionDetail>('/api/sessions/many')
  const names = Object.keys(events[0]?.attributes ?? {})
  assert.ok(names.length < 100)
  const whole = await get<FoundEvent>(`/api/events/${events[0]?.whole}`)
  assert.ok(Object.keys(whole.attributes).length > 200)
  assert.equal(whole.attributes['n199'], 'ä'.repeat(2000))
})

test('an event without long texts has no whole', async () => {
  await store(`action,app_id=shop,session_id=short action_name="short" ${now}`)
  const { events } = await get<SessionDetail>('/api/sessions/short')
  assert.equal(events[0]?.whole, undefined)
})

test('an export has every text whole, however many pages it takes', async () => {
  const response = await collector().server.inject({
    url: `/api/events/export?format=ndjson&type=error&query=session_id:long`,
  })
  const lines = response.body.trim().split('\n')
  assert.equal(lines.length, BODIES * PER_BODY)
  assert.ok(lines.every((line) => (JSON.parse(line) as ErrorEvent).error_stack.length === LONG))
})

test('an export of nothing is an empty file', async () => {
  const url = '/api/events/export?query=session_id:nobody'
  const response = await collector().server.inject({ url })
  assert.deepEqual([response.statusCode, response.body], [200, ''])
})

test('pages that end early leave no event out', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page: EventList = await get('/api/events', {
      query: 'session_id:long',
      limit: 5,
      ...(cursor && { cursor }),
    })
    seen.push(...page.events.map(({ event_id: id }) => id))
    cursor = page.next_cursor
  } while (cursor !== undefined)
  assert.equal(new Set(seen).size, BODIES * PER_BODY)
  assert.equal(seen.length, BODIES * PER_BODY)
})

test('of an event the newest version is shown, if it is a large one among small ones as well', async () => {
  const line = (version: number, text: string): string =>
    `view,app_id=shop,session_id=versions,view_id=v view_update=${version},time_spent=1i,event_id="v",note="${text}" ${now}`
  const others = Array.from(
    { length: 200 },
    (_, index) =>
      `action,app_id=shop,session_id=versions action_name="small",event_id="small-${index}" ${now + 1 + index}`,
  )
  await store(line(1, 'old'), ...others)
  await store(line(2, 'n'.repeat(LONG / 2)))
  const { events } = await get<SessionDetail>('/api/sessions/versions', { limit: 500 })
  assert.equal(events.length, 201)
  assert.match(String(events[0]?.attributes['note']), /^n{2048}…$/)
})
