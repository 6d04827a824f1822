import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { DecodedLines } from './decodeLines.testkit.ts'
import { collectLines } from './decodeLines.testkit.ts'
import { decodeJsonPoints } from './jsonPoints.ts'
import type { DecodeOptions } from './linePoint.ts'

const options = { precision: 'ms', receivedAt: 77 } as const

function decode(body: string, asked: DecodeOptions = options): DecodedLines {
  const decoded = decodeJsonPoints(body, asked)
  assert.ok(decoded !== undefined, body)
  return collectLines(decoded)
}

test('a point comes back with the types of its fields', () => {
  const sent = {
    measurement: 'view',
    tags: { app_id: 'a', view_url: 'https://x/ü' },
    fields: { text: '1', number: 1.5, flag: false, empty: '' },
    time: 1764000000123,
  }
  assert.deepEqual(decode(JSON.stringify([sent])).points, [sent])
})

test('tags become text, objects in fields become JSON, and what is null is left out', () => {
  const body = JSON.stringify([
    {
      measurement: 'view',
      tags: { number: 5, flag: true, none: null, object: {}, empty: '' },
      fields: { object: { a: [1] }, list: [], none: null, huge: 1 },
    },
  ]).replace('"huge":1', '"huge":1e999')
  assert.deepEqual(decode(body).points, [
    {
      measurement: 'view',
      tags: { number: '5', flag: 'true' },
      fields: { object: '{"a":[1]}', list: '[]' },
      time: 77,
    },
  ])
})

test('the time is read in the precision that is asked for', () => {
  const body = '[{"measurement":"m","fields":{"f":1},"time":1764000000}]'
  const decoded = decode(body, { ...options, precision: 's' })
  assert.equal(decoded.points[0]?.time, 1764000000000)
})

test('a bad point is named by its place and costs only itself', () => {
  const bad: [point: unknown, reason: string][] = [
    [1, 'a point is not an object'],
    [null, 'a point is not an object'],
    [{}, 'the measurement is missing'],
    [{ measurement: '' }, 'the measurement is missing'],
    [{ measurement: 'm' }, 'the tags or fields are not objects'],
    [{ measurement: 'm', tags: 'x', fields: {} }, 'the tags or fields are not objects'],
    [{ measurement: 'm', fields: {} }, 'the fields are missing'],
    [{ measurement: 'm', fields: { f: 1 }, time: 'now' }, 'the time is not an integer'],
  ]
  const good = { measurement: 'm', fields: { f: 1 } }
  for (const [point, reason] of bad) {
    const decoded = decode(JSON.stringify([good, point, good]))
    assert.deepEqual(decoded.problems, [{ line: 2, reason }])
    assert.deepEqual(decoded.lines, [1, 3])
  }
})

test('a body that is no JSON array is refused as a whole', () => {
  for (const body of ['', '{', '{}', '"text"', 'null', '1']) {
    assert.equal(decodeJsonPoints(body, options), undefined, body)
  }
})

test('no JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (values) => {
      const decoded = decode(JSON.stringify(values))
      assert.equal(decoded.points.length + decoded.problems.length, values.length)
    }),
  )
})

test('a point that is too long costs only itself', () => {
  const points = ['x'.repeat(1_048_576), 'x'].map((text) => ({
    measurement: 'view',
    fields: { text },
    time: 1,
  }))
  const decoded = decode(JSON.stringify(points))
  assert.equal(decoded.points.length, 1)
  assert.deepEqual(decoded.problems, [
    { line: 1, reason: 'the point has more than 1048576 characters' },
  ])
})
