import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { addValues, applyCompletion, findPlace, toCompletion } from './completion.ts'
import { searchText } from './search.testkit.ts'

const context = {
  list: 'sessions',
  fields: FIELD_INDEX,
  history: [],
} as const

/** `|` marks the caret. */
function split(marked: string): [text: string, caret: number] {
  return [marked.replace('|', ''), marked.indexOf('|')]
}

test('finds what the caret is in', () => {
  const cases: [marked: string, place: string | undefined][] = [
    ['|', 'key  []'],
    ['bro|', 'key bro [bro]'],
    ['bro|wser', 'key bro [browser]'],
    ['bro|wser:x', 'key bro [browser:]'],
    ['a |', 'key  []'],
    ['-|', 'key  []'],
    ['-bro|', 'key bro [bro]'],
    ['env:|', 'value env  []'],
    ['env: |', 'value env  []'],
    ['env:pr|od', 'value env pr [prod]'],
    ['env:"the st|age" x', 'value env the st ["the stage"]'],
    ['env:"the st|', 'value env the st ["the st]'],
    ['env:(prod OR |)', 'value env  []'],
    ['env:(prod OR st|)', 'value env st [st]'],
    ['env:(prod) |', 'key  []'],
    ['(a env:p|', 'value env p [p]'],
    ['has:us|', 'hasKey us [us]'],
    ['@"any name":x|', 'value @any name x [x]'],
    ['user:"Ada"|', undefined],
    ['env:(prod)|', undefined],
    ['"free te|xt"', undefined],
  ]
  for (const [marked, expected] of cases) {
    const [text, caret] = split(marked)
    const place = findPlace(text, caret)
    const shown =
      place &&
      `${place.kind} ${place.kind === 'value' ? `${place.key} ` : ''}${place.prefix} [${text.slice(place.start, place.end)}]`
    assert.equal(shown, expected, marked)
  }
})

test('any caret in any text has a completion, whose span is in the text', () => {
  fc.assert(
    fc.property(searchText, fc.nat(), (text, nat) => {
      const { items } = toCompletion(text, nat % (text.length + 1), context)
      assert.ok(items.every(({ span }) => 0 <= span.start && span.end <= text.length))
    }),
    { numRuns: 1000 },
  )
})

const complete = (marked: string, given: object = {}) =>
  toCompletion(...split(marked), { ...context, ...given })
const toLabels = (marked: string, given?: object) =>
  complete(marked, given).items.map(({ label }) => label)

test('offers keys that begin so before keys that contain it, and recent ones first', () => {
  assert.deepEqual(toLabels('browser|'), ['browser', 'browser_version', 'browser_version_major'])
  assert.deepEqual(toLabels('brow|', { history: ['browser_version:1', '@brown:x'] }).slice(0, 3), [
    'browser_version',
    '@brown',
    'browser',
  ])
  assert.ok(toLabels('url|').includes('resource_url'))
  assert.ok(!toLabels('error_t|', { list: 'views' }).includes('error_type'))
  assert.deepEqual(toLabels('ha|').at(-1), 'has')
})

test('asks for values of keys with few of them, and for none of ids and messages', () => {
  assert.deepEqual(complete('env:pr|').ask, { key: 'env', prefix: 'pr' })
  assert.deepEqual(complete('release:|').ask, { key: 'version', prefix: '' })
  assert.deepEqual(complete('@plan:|').ask, { key: '@plan', prefix: '' })
  for (const text of ['session_id:a|', 'error_message:a|', 'user:a|', 'duration:1|', 'a|']) {
    assert.equal(complete(text).ask, undefined, text)
  }
})

test('offers comparisons for numbers, and both values of a flag', () => {
  assert.deepEqual(toLabels('time_spent:|'), ['>', '>=', '<', '<='])
  assert.deepEqual(toLabels('time_spent:2|'), [])
  assert.deepEqual(toLabels('session_has_crashed:t|'), ['true'])
})

test('recent values are first and have the counts of the answer', () => {
  const completion = complete('env:|', { history: ['env:stage'] })
  const span = { start: 4, end: 4 }
  const values = [
    { value: 'prod', count: 9 },
    { value: 'stage', count: 2 },
  ]
  const items = addValues(completion, values, span)
  assert.deepEqual(
    items.map(({ label, count, isRecent }) => [label, count, isRecent]),
    [
      ['stage', 2, true],
      ['prod', 9, false],
    ],
  )
})

test('an item replaces what was typed, and the caret stands where typing goes on', () => {
  const apply = (marked: string, index = 0) => {
    const [text, caret] = split(marked)
    const item = toCompletion(text, caret, { ...context, history: ['env:"a b"'] }).items[index]
    assert.ok(item)
    const after = applyCompletion(text, item)
    return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`
  }
  assert.equal(apply('-brow|'), '-browser:|')
  assert.equal(apply('brow|ser:x'), 'browser:|x')
  assert.equal(apply('env:a|'), 'env:"a b" |')
  assert.equal(apply('env:a| x'), 'env:"a b"| x')
  assert.equal(apply('time_spent:|'), 'time_spent:>|')
  assert.equal(apply('has:use|'), 'has:userid|')
})
