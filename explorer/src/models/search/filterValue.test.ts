import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSearch as parseInCollector } from '../../../../collector/src/query/search/parseSearch.ts'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { addTerm } from './editSearch.ts'
import type { FieldValue, FilterContext } from './filterValue.ts'
import { filterValue, reverseFilterValue, toCustomKey } from './filterValue.ts'
import type { FakeEvent, FakeSession } from './search.testkit.ts'
import { matchesEvent, matchesSession } from './search.testkit.ts'

const fields = FIELD_INDEX
const inErrors: FilterContext = { list: 'errors', fields }
const inSessions: FilterContext = { list: 'sessions', fields }

const VALUES = [
  '',
  'a',
  '*',
  'a*',
  '"',
  '\\',
  'a b',
  'AND',
  '-',
  '//x',
  '>2',
  'a:b',
  '(',
  '中',
  '\n',
]
const value = fc.oneof(
  fc.constantFrom(...VALUES, 0, 1, -2.5, 1e21, true, false),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const KEYS = [
  'env',
  'error_type',
  'view_path',
  'duration',
  '@plan',
  '@any "name"',
  '@custom.custom.x',
]

const event: fc.Arbitrary<FakeEvent> = fc.dictionary(fc.constantFrom(...KEYS), value)
const field: fc.Arbitrary<FieldValue> = fc.record({
  key: fc.constantFrom(...KEYS),
  value: fc.option(value, { nil: undefined }),
})
/** Searches of terms such as those that people filter by. */
const text = fc
  .array(fc.tuple(field, fc.boolean()), { maxLength: 3 })
  .map((steps) =>
    steps.reduce(
      (before, [one, isReverse]) =>
        (isReverse ? reverseFilterValue : filterValue)(before, one, inErrors),
      '',
    ),
  )

test('a filter and its reverse partition the events of any search', () => {
  fc.assert(
    fc.property(text, field, event, (before, one, row) => {
      // Otherwise the filter replaces the opposite one, and so is no longer a part of the search.
      fc.pre(!isTouched(before, one))
      const all = matchesEvent(parseInCollector(before), row)
      const filtered = matchesEvent(parseInCollector(filterValue(before, one, inErrors)), row)
      const rest = matchesEvent(parseInCollector(reverseFilterValue(before, one, inErrors)), row)
      assert.deepEqual([filtered || rest, filtered && rest], [all, false])
    }),
    { numRuns: 5000 },
  )
})

test('a filter and its reverse partition the sessions of any search', () => {
  const session: fc.Arbitrary<FakeSession> = fc.record({
    own: event,
    events: fc.array(event, { minLength: 1, maxLength: 3 }),
  })
  fc.assert(
    fc.property(text, field, session, (before, one, row) => {
      fc.pre(!isTouched(before, one))
      const matches = (search: string) =>
        matchesSession(parseInCollector(search), row, fields.isOfSession)
      const filtered = matches(filterValue(before, one, inSessions))
      const rest = matches(reverseFilterValue(before, one, inSessions))
      assert.deepEqual([filtered || rest, filtered && rest], [matches(before), false])
    }),
    { numRuns: 5000 },
  )
})

test('a row matches the filter by its own value', () => {
  fc.assert(
    fc.property(event, fc.constantFrom(...KEYS), (row, key) => {
      const search = filterValue('', { key, value: row[key] }, inErrors)
      assert.ok(matchesEvent(parseInCollector(search), row), search)
    }),
    { numRuns: 5000 },
  )
})

/** True if the search has this term or its opposite already. */
function isTouched(before: string, one: FieldValue): boolean {
  return [filterValue, reverseFilterValue].some((change) =>
    [inErrors, inSessions].some((context) => {
      const [positive, negative] = [change('', one, context), change(before, one, context)]
      return addTerm(before, positive) === before || !negative.startsWith(before)
    }),
  )
}

test('quotes values that have a meaning in the grammar', () => {
  const toFilter = (one: string) => filterValue('', { key: 'view_path', value: one }, inErrors)
  assert.equal(toFilter('/cart'), 'view_path:/cart')
  assert.equal(toFilter('/a*'), 'view_path:"/a*"')
  assert.equal(toFilter('OR'), 'view_path:"OR"')
  assert.equal(toFilter('a "b" \\'), 'view_path:"a \\"b\\" \\\\"')
  assert.equal(toFilter('中国'), 'view_path:中国')
  assert.equal(toFilter(''), '-has:view_path')
})

test('filters by the beginning of a value that a list shortened', () => {
  const shortened = `${'a'.repeat(511)}…`
  assert.equal(
    filterValue('', { key: 'error_message', value: shortened }, inErrors),
    `error_message:${'a'.repeat(200)}*`,
  )
})

test('writes any name of a custom attribute', () => {
  const toFilter = (name: string) =>
    filterValue('', { key: toCustomKey(name), value: 'x' }, inErrors)
  assert.equal(toFilter('plan'), '@plan:x')
  assert.equal(toFilter('a "b"'), '@"a \\"b\\"":x')
  assert.equal(toFilter('custom.plan'), '@custom.custom.plan:x')
  const parsed = parseInCollector(
    reverseFilterValue('', { key: toCustomKey('a b'), value: undefined }, inErrors),
  )
  assert.deepEqual(parsed, { kind: 'has', key: '@a b', column: 5 })
})

test('the reverse of an active filter replaces it, and back', () => {
  const one = { key: 'env', value: 'prod' }
  assert.equal(reverseFilterValue('a env:prod b', one, inErrors), 'a b -env:prod')
  assert.equal(filterValue('a -env:prod b', one, inErrors), 'a b env:prod')
  assert.equal(filterValue('env:prod', one, inErrors), 'env:prod')
  const path = { key: 'view_path', value: '/pay' }
  const reversed = reverseFilterValue('error_type:T', path, inSessions)
  assert.equal(reversed, 'error_type:T -(error_type:T view_path:/pay)')
  assert.equal(filterValue(reversed, path, inSessions), 'error_type:T view_path:/pay')
})
