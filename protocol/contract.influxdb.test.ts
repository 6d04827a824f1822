import assert from 'node:assert/strict'
import { request } from 'node:http'
import test from 'node:test'
import fc from 'fast-check'
import { toLine } from '../bundle/src/transport/lineEncoder.ts'
import { anyEvent, toExpectedPoint } from './contract.testkit.ts'
import type { Influx } from './influxd.testkit.ts'
import { findInfluxd, startInfluxd } from './influxd.testkit.ts'
import type { Point } from './point.ts'

const LINES = 10_000
const BATCH = 500
const SAMPLE = 1_000
const NOW = 1_764_000_000_000

const path = findInfluxd()
const skip = path ? false : 'no influxd on this machine: set INFLUXD_PATH to run against one'

/** Times within one hour, which is one shard. The parser takes any time, but each week would get separate files. */
const time = fc.double({ min: NOW, max: NOW + 3.6e6, noNaN: true })

/**
 * Generates lines, each with its own measurement: InfluxDB enforces one type for a field within a measurement, and
 * this test is only about syntax.
 */
function generate(): { line: string; expected: Point }[] {
  const generated: { line: string; expected: Point }[] = []
  // Each run has a new seed; a failure prints it.
  const seed = Date.now() % 2 ** 31
  for (const event of fc.sample(anyEvent(time), { numRuns: LINES * 2, seed })) {
    const own = { ...event, measurement: `m${generated.length}` }
    const line = toLine(own)
    const expected = toExpectedPoint(own)
    if (line !== undefined && expected && generated.length < LINES) {
      generated.push({ line, expected })
    }
  }
  assert.equal(generated.length, LINES, `seed ${seed}`)
  return generated
}

/** Posts without `fetch`: InfluxDB quotes a refused line in a header, including its control characters. */
function post(url: string, body: string, type: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type }
    const sent = request(url, { method: 'POST', headers, insecureHTTPParser: true }, (answer) => {
      let text = `${answer.statusCode} `
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function query(influx: Influx, q: string): Promise<unknown> {
  const form = 'application/x-www-form-urlencoded'
  const url = `${influx.url}/query?db=rum&epoch=ms`
  const answer = await post(url, String(new URLSearchParams({ q })), form)
  return JSON.parse(answer.slice('200 '.length))
}

function write(influx: Influx, lines: readonly string[]): Promise<string> {
  return post(`${influx.url}/write?db=rum&precision=ms`, lines.join('\n'), 'text/plain')
}

interface Series {
  readonly columns: string[]
  readonly values: unknown[][]
}

/** Reads the only row of a measurement: tags, fields and the time in one object. */
async function readBack(influx: Influx, measurement: string): Promise<Record<string, unknown>> {
  const answer = await query(influx, `SELECT * FROM "${measurement}"`)
  const { results } = answer as { results: { series?: Series[] }[] }
  const series = results[0]?.series?.[0]
  assert.ok(series && series.values.length === 1, `${measurement}: ${JSON.stringify(answer)}`)
  return Object.fromEntries(
    series.columns.map((column, index) => [column, series.values[0]?.[index]]),
  )
}

test('InfluxDB accepts every line of the encoder and returns its values', {
  skip,
}, async () => {
  const influx = await startInfluxd(path as string)
  try {
    await query(influx, 'CREATE DATABASE rum')
    const generated = generate()
    for (let at = 0; at < LINES; at += BATCH) {
      const lines = generated.slice(at, at + BATCH).map(({ line }) => line)
      assert.equal(await write(influx, lines), '204 ')
    }
    // InfluxDB's queries join tags with NUL, and lose a NUL inside a tag: it is stored, but not read back.
    const readable = generated.filter(
      ({ expected }) => !/\0/.test(Object.entries(expected.tags).join()),
    )
    for (const { expected } of readable.slice(0, SAMPLE)) {
      const { measurement, tags, fields, time } = expected
      const row = await readBack(influx, measurement)
      assert.deepEqual(row, Object.fromEntries(Object.entries({ ...tags, ...fields, time })))
    }
  } finally {
    await influx.stop()
  }
})

/** Cases that the property above, or a similar one, found: each of them once cost a whole batch. */
const ONCE_REFUSED = [
  { tags: { 'a\\': 'v', a_: 'w' }, fields: { f: 1 } },
  { tags: { a: '\\ \\="' }, fields: { f: 'two\nlines' } },
  { tags: {}, fields: { '\tf': true, f: 'text' } },
  { tags: {}, fields: { '\0f': true, f: 'text' } },
  { tags: { time: 'v' }, fields: { f: 1 } },
  { tags: {}, fields: { time: 1 } },
  { tags: { a: '\\', b: '\\\\\n' }, fields: { f: '\\' } },
]

test('InfluxDB accepts events whose lines it once refused', { skip }, async () => {
  const influx = await startInfluxd(path as string)
  try {
    await query(influx, 'CREATE DATABASE rum')
    for (const [index, parts] of ONCE_REFUSED.entries()) {
      const event = { measurement: `m${index}`, time: NOW, context: {}, ...parts }
      const line = toLine(event) ?? ''
      assert.equal(await write(influx, [line, line]), '204 ', line)
      const expected = toExpectedPoint(event)
      const row = await readBack(influx, event.measurement)
      assert.deepEqual(row, { ...expected?.tags, ...expected?.fields, time: NOW })
    }
  } finally {
    await influx.stop()
  }
})

test('InfluxDB refuses a bad line, which proves that the tests above can fail', {
  skip,
}, async () => {
  const influx = await startInfluxd(path as string)
  try {
    await query(influx, 'CREATE DATABASE rum')
    for (const bad of ['m,a=1,a=2 f=1 1', 'm,a= f=1 1', 'm f=NaN 1', 'm f="a 1', 'm time=1 1']) {
      assert.match(await write(influx, ['m f=1 1', bad]), /^400 /, bad)
    }
  } finally {
    await influx.stop()
  }
})
