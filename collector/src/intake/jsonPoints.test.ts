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

const GOOD = '{"measurement":"view","fields":{"f":1}}'

test('a point that is nested too deep, or holds too much, costs only itself', () => {
  const deep = `${'['.repeat(500_000)}1${']'.repeat(500_000)}`
  const wide = `[${'{},'.repeat(300_000)}1]`
  const cases: [bad: string, reason: RegExp][] = [
    [deep, /nested more than 32 deep/],
    [wide, /more than 20000 values/],
    [`{"measurement":"view","fields":{"f":${deep}}}`, /nested more than 32 deep/],
    [`{"measurement":"view","tags":{"t":${wide}},"fields":{"f":1}}`, /more than 20000 values/],
    [
      `{"measurement":"view","fields":{"f":"${'x'.repeat(7_000_000)}"}}`,
      /more than \d+ characters/,
    ],
    ['{"a"}', /not valid JSON/],
    ['', /not valid JSON/],
    ['"\\"', /not valid JSON|not closed/],
  ]
  for (const [bad, reason] of cases) {
    const { points, problems } = decode(`[${GOOD},${bad},${GOOD}]`)
    assert.match(problems[0]?.reason ?? '', reason)
    assert.ok(points.length >= 1)
  }
})

test('brackets, commas and quotes inside of strings split nothing', () => {
  const text = '"[{,]}\\" \\\\'
  const sent = { measurement: 'view', tags: { t: text }, fields: { [text]: text }, time: 1 }
  assert.deepEqual(decode(JSON.stringify([sent, sent], undefined, 2)).points, [sent, sent])
})

test('the points before a body’s sudden end are read', () => {
  const cases: [body: string, reason: RegExp][] = [
    [`[${GOOD},{"meas`, /not closed/],
    [`[${GOOD}`, /not closed/],
    [`[${GOOD}] ,`, /followed by more text/],
  ]
  for (const [body, reason] of cases) {
    const { points, problems } = decode(body)
    assert.equal(points.length, 1, body)
    assert.match(problems.at(-1)?.reason ?? '', reason)
  }
})

test('a reader can pause within a large point: no step takes long', () => {
  const body = `[${'['.repeat(8_000_000)}`
  let steps = 0
  for (const _ of decodeJsonPoints(body, options) ?? []) {
    steps++
  }
  assert.ok(steps > 400, `${steps} steps`)
})

test('a time beyond a double is no time', () => {
  for (const time of ['1e308', '-1e300', '1e19', '1e999']) {
    const { problems } = decode(`[{"measurement":"view","fields":{"f":1},"time":${time}}]`, {
      ...options,
      precision: 'h',
    })
    assert.deepEqual(problems, [{ line: 1, reason: 'the time is not an integer' }], time)
  }
})
