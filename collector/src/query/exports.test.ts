import assert from 'node:assert/strict'
import test from 'node:test'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, collector } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const SESSIONS = 1203 // over more than two pages

test.before(async () => {
  await start()
  await store(
    ...Array.from({ length: SESSIONS }, (_, index) =>
      `action,app_id=ex,session_id=s${index},userid==cmd|${index} action_name="a, \\"b\\"" ${noon + index}`.replace(
        'userid==',
        'userid=\\=',
      ),
    ),
  )
})
test.after(stop)

async function download(url: string): Promise<{ type: string; name: string; body: string }> {
  const response = await collector().server.inject({ url: `${url}&from=${noon}&app_id=ex` })
  assert.equal(response.statusCode, 200, response.body)
  return {
    type: String(response.headers['content-type']),
    name: String(response.headers['content-disposition']),
    body: response.body,
  }
}

test('sessions are exported over all pages, each once, and no cell is a formula', async () => {
  const { type, name, body } = await download('/api/sessions/export?format=csv&limit=100000')
  assert.match(type, /^text\/csv/)
  assert.equal(name, 'attachment; filename="sessions.csv"')
  const [head = '', ...lines] = body.trimEnd().split('\r\n')
  assert.match(head, /^app_id,session_id,.*session_first_view_url/)
  assert.equal(lines.length, SESSIONS)
  assert.equal(new Set(lines).size, SESSIONS)
  const column = head.split(',').indexOf('userid')
  assert.ok(lines.every((line) => line.split(',')[column]?.startsWith("'=cmd|")))
})

test('events are exported as lines of JSON, as many as are asked for', async () => {
  const { type, body } = await download('/api/events/export?format=ndjson&limit=700&type=action')
  assert.match(type, /^application\/x-ndjson/)
  const events = body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(events.length, 700)
  assert.equal(events[0].action_name, 'a, "b"')
  assert.equal(events[0].session_id, `s${SESSIONS - 1}`)
})

test('a CSV file of events of two types has the columns of both, each value below its name', async () => {
  await store(`error,app_id=ex,session_id=both error_message="boom" ${noon}`)
  await store(`action,app_id=ex,session_id=both action_name="Buy" ${noon + 1}`)
  const { body } = await download('/api/events/export?format=csv&query=session:both')
  const [head = '', ...lines] = body.trimEnd().split('\r\n')
  const names = head.split(',')
  const cells = lines.map((line) => line.split(','))
  const rows = cells.map((row) =>
    ['type', 'action_name', 'error_message'].map((name) => row[names.indexOf(name)]),
  )
  assert.deepEqual(rows, [
    ['action', 'Buy', ''],
    ['error', '', 'boom'],
  ])
})

test('an export of nothing is an empty file, and a wrong search is an error', async () => {
  const { body } = await download('/api/sessions/export?query=env:none')
  assert.equal(body, '')
  const response = await collector().server.inject({ url: '/api/events/export?query=(' })
  assert.equal(response.statusCode, 400)
})
