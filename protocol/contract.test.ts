import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toJsonBody } from '../bundle/src/transport/jsonBody.ts'
import type { EncodableEvent } from '../bundle/src/transport/lineEncoder.ts'
import { toLine } from '../bundle/src/transport/lineEncoder.ts'
import { collectLines, decodeLines } from '../collector/src/intake/decodeLines.testkit.ts'
import { decodeJsonPoints } from '../collector/src/intake/jsonPoints.ts'
import { anyEvent, overTheWire, toExpectedPoint } from './contract.testkit.ts'
import { LIMITS } from './limits.ts'
import type { Point } from './point.ts'

const NOW = 1_764_000_000_000
const anyTime = fc.oneof(
  fc.double({ min: NOW - 1e9, max: NOW + 1e9, noNaN: true }),
  fc.integer({ min: -1e12, max: 8e12 }),
)

/** Decodes a body as the collector does, which must not refuse any line. */
function read(body: string): Point[] {
  const { points, problems } = decodeLines(overTheWire(body), { precision: 'ms', receivedAt: -1 })
  assert.deepEqual(problems, [], JSON.stringify(body))
  return points
}

function readOne(event: Partial<EncodableEvent>): Point {
  const whole = { measurement: 'view', time: NOW, tags: {}, fields: {}, context: {}, ...event }
  return first(read(toLine(whole) ?? ''))
}

function first([point, ...others]: Point[]): Point {
  assert.ok(point && others.length === 0)
  return point
}

test('the collector reads any event exactly as the specification defines', () => {
  fc.assert(
    fc.property(anyEvent(anyTime), (event) => {
      const line = toLine(event)
      const expected = toExpectedPoint(event)
      assert.deepEqual(line === undefined ? [] : read(line), expected ? [expected] : [])
    }),
    { numRuns: 4000 },
  )
})

test('the collector reads lines joined by LF as separate points, in order', () => {
  fc.assert(
    fc.property(fc.array(anyEvent(anyTime), { minLength: 2, maxLength: 8 }), (events) => {
      const lines = events.map(toLine).filter((line) => line !== undefined)
      const expected = events.map(toExpectedPoint).filter((point) => point !== undefined)
      assert.deepEqual(read(lines.join('\n')), expected)
    }),
    { numRuns: 1000 },
  )
})

test('lines encoded as JSON give the same points', () => {
  fc.assert(
    fc.property(fc.array(anyEvent(anyTime), { maxLength: 4 }), (events) => {
      const lines = events.map(toLine).filter((line) => line !== undefined)
      const body = overTheWire(toJsonBody(lines))
      const decoded = decodeJsonPoints(body, { precision: 'ms', receivedAt: -1 }) ?? []
      const { problems, points } = collectLines(decoded)
      assert.deepEqual(problems, [])
      assert.deepEqual(points, read(lines.join('\n')))
    }),
    { numRuns: 1000 },
  )
})

test('an invalid time, or one that no intake can store, becomes the present time', () => {
  for (const time of [Number.NaN, Infinity, -Infinity, 1e13, -1e21, undefined as never]) {
    const before = Date.now()
    const point = readOne({ time, fields: { f: 1 } })
    assert.ok(point.time >= before && point.time <= Date.now(), String(time))
  }
})

test('the encoder removes from tags and keys what a parser would misread', () => {
  const { tags, fields } = readOne({
    tags: { a: '\\', b: 'b\\\\', c: 'c:\\ d\\\ne\\f', d: '\ud800', 'e\ud800': 'e' },
    fields: { 'a\tb': 1, 'c\\d': 2, 'f\0': 3 },
  })
  assert.deepEqual(tags, { b: 'b', c: 'c: d e\\f', d: '\ufffd', e_: 'e' })
  assert.deepEqual(fields, { a_b: 1, c_d: 2, f_: 3 })
})

test('brackets in a key become underscores, which a DataKit takes', () => {
  const { fields } = readOne({
    fields: { 'filter]': 1, 'user[address[city]]': 2 },
    context: { 'a[0]': 3, a_0_: 4, '[]': 5 },
  })
  assert.deepEqual(fields, {
    filter_: 1,
    user_address_city__: 2,
    a_0_: 3,
    __: 5,
    custom_keys: '["a_0_","__"]',
  })
})

test('an event without a field is not sent', () => {
  const event = { measurement: 'view', time: NOW, tags: { a: 'b' }, fields: {}, context: {} }
  assert.equal(toLine(event), undefined)
  assert.equal(toLine({ ...event, fields: { a: undefined, b: null, c: Number.NaN } }), undefined)
  assert.equal(toLine({ ...event, context: { a: 'is a tag' } }), undefined)
})

function many<T>(count: number, value: T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]))
}

test('a point with too many tags is sent with the first 256', () => {
  const { tags } = readOne({ tags: many(300, 'v'), fields: { f: 1 } })
  assert.deepEqual(Object.keys(tags), Object.keys(many(LIMITS.tagCount, 'v')))
})

test('tags beyond 64 KiB in all are left out, so that a DataKit takes the point', () => {
  const line = toLine({
    measurement: 'view',
    time: NOW,
    tags: many(100, 'é'.repeat(512)),
    fields: { f: 1 },
    context: {},
  }) as string
  const { tags } = first(read(line))
  assert.ok(Buffer.byteLength(line) < 65_536, String(Buffer.byteLength(line)))
  assert.deepEqual(Object.keys(tags), Object.keys(many(63, '')))
})

test('a list of custom keys that is too long keeps whole keys and stays valid JSON', () => {
  const context = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [`,"${index}`.padEnd(256, '"'), 1]),
  )
  const { fields } = readOne({ context })
  const listed = JSON.parse(String(fields['custom_keys'])) as string[]
  assert.ok(listed.length > 50)
  assert.deepEqual(listed, Object.keys(context).slice(0, listed.length))
  assert.equal(fields['truncated_keys'], '["custom_keys"]')
})

test('a tag without a value does not count towards the limit', () => {
  const { tags } = readOne({ tags: { ...many(256, ''), last: 'v' }, fields: { f: 1 } })
  assert.deepEqual(tags, { last: 'v' })
})

test('a point has at most 1,024 fields, including the list of custom keys', () => {
  const { fields } = readOne({ fields: { own: 1 }, context: many(2000, 1) })
  const keys = Object.keys(fields)
  assert.ok(keys.length <= LIMITS.fieldCount)
  assert.deepEqual([keys.at(0), keys.at(-1)], ['own', 'custom_keys'])
  assert.deepEqual(JSON.parse(String(fields['custom_keys'])), keys.slice(1, -1))
})

test('the lists of keys count towards the 1,024 fields', () => {
  const { fields } = readOne({ context: { long: 'x'.repeat(300_000), ...many(2000, 1) } })
  assert.equal(Object.keys(fields).length, LIMITS.fieldCount)
  assert.equal(fields['truncated_keys'], '["long"]')
})

test('own fields take precedence over the context, whatever their number', () => {
  const { fields } = readOne({ fields: many(1100, 1), context: { late: 1 } })
  assert.ok(Object.keys(fields).length <= LIMITS.fieldCount)
  assert.equal('late' in fields, false)
})

test('the list of custom keys has their names on the wire', () => {
  const { fields } = readOne({ context: { 'a b': 1, 'c\\d': 2, time: 3, gone: undefined } })
  assert.deepEqual(fields, { 'a b': 1, c_d: 2, time_: 3, custom_keys: '["a b","c_d","time_"]' })
})

test('a key is cut to 256 bytes at a character boundary', () => {
  const { tags, fields } = readOne({
    tags: { ['é'.repeat(300)]: 'v' },
    fields: { ['😀a'.repeat(99)]: 1 },
  })
  assert.deepEqual(Object.keys(tags), ['é'.repeat(128)])
  assert.deepEqual(Object.keys(fields), [`${'😀a'.repeat(51)}`])
})

test('a string of 256 KiB is cut, and its field is listed', () => {
  const line = toLine({
    measurement: 'error',
    time: NOW,
    tags: { error_id: 'e' },
    fields: { error_message: 'short', 'error stack': '😀"\n'.repeat(100_000) },
    context: {},
  })
  assert.ok(Buffer.byteLength(line ?? '') <= LIMITS.pointBytes)
  const { fields } = first(read(line ?? ''))
  assert.equal(fields['error_message'], 'short')
  assert.equal(fields['truncated_keys'], '["error stack"]')
  const kept = String(fields['error stack'])
  assert.ok(kept.length > 50_000 && '😀"\n'.repeat(100_000).startsWith(kept))
})

test('the longest strings are cut first', () => {
  const { fields } = readOne({
    fields: { a: 'a'.repeat(20_000), b: 'b'.repeat(250_000) },
    context: { c: 'c'.repeat(300_000), d: { e: 'e'.repeat(100) } },
  })
  assert.equal(fields['truncated_keys'], '["b","c"]')
  assert.equal(String(fields['a']).length, 20_000)
  assert.equal(fields['d'], JSON.stringify({ e: 'e'.repeat(100) }))
})

test('no point is larger than 256 KiB, and a cut string is a prefix of the original', () => {
  const long = fc.tuple(fc.constantFrom('a', 'é', '😀', '"', '\\', '\n'), fc.nat(300_000))
  const field = long.map(([unit, bytes]) => unit.repeat(bytes / Buffer.byteLength(unit)))
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), field, { minKeys: 1 }),
      (given) => {
        const line = toLine({
          measurement: 'view',
          time: NOW,
          tags: {},
          fields: given,
          context: {},
        })
        assert.ok(Buffer.byteLength(line ?? '') <= LIMITS.pointBytes)
        const { fields } = first(read(line ?? ''))
        const cut = Object.keys(given).filter((key) => fields[key] !== given[key])
        assert.deepEqual(JSON.parse(String(fields['truncated_keys'] ?? '[]')), cut)
        for (const [key, text] of Object.entries(given)) {
          assert.ok(text.startsWith(String(fields[key])), key)
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('an event that is too large even without its strings is not sent', () => {
  const context = Object.fromEntries(
    Array.from({ length: 1100 }, (_, index) => [`${index}`.padEnd(256, ' '), 1]),
  )
  assert.equal(toLine({ measurement: 'view', time: NOW, tags: {}, fields: {}, context }), undefined)
})
