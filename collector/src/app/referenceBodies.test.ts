import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Point } from '../../../protocol/point.ts'
import type { SessionEvent } from '../../../protocol/query.ts'
import { makeDirectory, startTestCollector } from './collector.testkit.ts'

/**
 * Bodies in the forms of the reference SDK. Names, types, escapes and units are those that its public documentation and
 * public recordings of its versions 3.0 and 3.2 show; the values are made up (decision 0149). Lines must be stored as what
 * the JSON form of the body says.
 */
const FOLDER = 'collector/src/app/reference'

const directory = makeDirectory()
const collector = await startTestCollector(directory.path, { logLevel: 'error' })
test.after(async () => {
  await collector.stop()
  directory.remove()
})

/** Times of the files begin with this: an hour ago takes its place, since older events are past their retention. */
const FILE_TIME = /\b1700000(?=\d{6}\b)/g
const AN_HOUR_AGO = String(Math.floor((Date.now() - 3_600_000) / 1e6))

/** A body of the files, of an application of its own. */
function readBody(file: string, appId: string): string {
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
    .replace(FILE_TIME, AN_HOUR_AGO)
    .replaceAll(/\breference\b/g, appId)
}

async function post(url: string, contentType: string, body: string | Buffer): Promise<void> {
  const response = await collector.server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': contentType, 'user-agent': '', origin: 'https://shop.example' },
    body,
  })
  assert.deepEqual([response.statusCode, response.body], [200, ''])
}

const LINES = 'text/plain;charset=UTF-8'
const JSON_FORM = 'application/json;UTF-8'

interface Form {
  extension: 'txt' | 'json'
  type: string
  /** Parameter of the address. */
  encoding?: string
  encode?: (body: string) => Buffer
}

const FORMS: Readonly<Record<string, Form>> = {
  lines: { extension: 'txt', type: LINES },
  'deflated lines': { extension: 'txt', type: LINES, encoding: 'deflate', encode: deflateSync },
  'deflated lines without a header': {
    extension: 'txt',
    type: LINES,
    encoding: 'deflate',
    encode: deflateRawSync,
  },
  'gzipped lines': { extension: 'txt', type: LINES, encoding: 'gzip', encode: gzipSync },
  JSON: { extension: 'json', type: JSON_FORM },
  'deflated JSON': { extension: 'json', type: JSON_FORM, encoding: 'deflate', encode: deflateSync },
}

/** All that an event is stored with; a log’s own `type` is an attribute. */
function toStored(event: SessionEvent): Record<string, unknown> {
  const { attributes, ...rest } = event
  return { ...rest, ...attributes, measurement: rest.type }
}

/** Values of a point that are not stored as they were sent. */
function findChanged({ tags, fields }: Point, stored: Record<string, unknown>): string[] {
  return Object.entries({ ...tags, ...fields }).flatMap(([name, sent]) =>
    String(stored[name] ?? '') === String(sent) ? [] : [`${name}: ${sent} -> ${stored[name]}`],
  )
}

async function readEvents(appId: string): Promise<Record<string, unknown>[]> {
  const { sessions } = await collector.sessions(`app_id=${appId}`)
  assert.equal(sessions.length, 1)
  const { events } = await collector.session(
    sessions[0]?.session_id ?? '',
    `app_id=${appId}&limit=100`,
  )
  return events.map(toStored)
}

/** A name that tells the events of one type apart. */
const IDS = [
  'resource_id',
  'resource_url',
  'error_id',
  'long_task_id',
  'action_name',
  'message',
] as const

const isOf = (point: Point, stored: Record<string, unknown>): boolean => {
  const values: Record<string, unknown> = { ...point.tags, ...point.fields }
  return IDS.every((id) => values[id] === undefined || values[id] === stored[id])
}

for (const [index, [name, form]] of Object.entries(FORMS).entries()) {
  test(`a body of the reference SDK is stored as it was sent: ${name}`, async () => {
    const appId = `app-${index}`
    const { extension, type, encoding, encode = String } = form
    const query = `precision=ms${encoding === undefined ? '' : `&encoding=${encoding}`}`
    for (const [path, file] of [
      ['rum', 'events'],
      ['logging', 'logs'],
    ]) {
      await post(
        `/v1/write/${path}?${query}`,
        type,
        encode(readBody(`${file}.${extension}`, appId)),
      )
    }

    const stored = await readEvents(appId)
    const sent = ['events', 'logs']
      .flatMap((file): Point[] => JSON.parse(readBody(`${file}.json`, appId)))
      .filter(({ measurement }) => measurement !== 'telemetry')
    // The later state of a view that was sent twice counts.
    const last = sent.filter((point, at) => point.measurement !== 'view' || at === 1)
    const changed = last.flatMap((point) => {
      const kind = point.measurement === 'browser_log' ? 'log' : point.measurement
      const found = stored.filter((event) => event['measurement'] === kind && isOf(point, event))
      return found.length === 1
        ? findChanged(point, found[0] ?? {}).map((text) => `${kind}: ${text}`)
        : [`${kind}: ${found.length} events in place of 1`]
    })
    assert.deepEqual(changed, [])
    assert.equal(stored.length, last.length)
  })
}

test('telemetry and a replay segment are counted as dropped', async () => {
  const segment =
    '--x\r\ncontent-disposition: form-data; name="segment"; filename="s"\r\ncontent-type: application/octet-stream\r\n\r\n\x78\x9c\x03\r\n--x\r\ncontent-disposition: form-data; name="app_id"\r\n\r\nreference\r\n--x--\r\n'
  await post('/v1/write/rum/replay?precision=ms', 'multipart/form-data; boundary=x', segment)
  const { body } = await collector.server.inject('/metrics')
  // One line of telemetry in each of the bodies above, and the segment.
  assert.match(
    body,
    new RegExp(`rum_lines_total\\{outcome="dropped"\\} ${Object.keys(FORMS).length + 1}\\n`),
  )
})
