import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addTerm, editTerm, negateTerm, removeTerm, toChips } from './editSearch.ts'
import { parseSearch } from './parseSearch.ts'
import { printSearch } from './printSearch.ts'
import { searchText } from './search.testkit.ts'

const toTerms = (text: string): string[] => parseSearch(text).terms.map(printSearch)

/** Searches without a mistake and with at least one term. */
const validText = searchText.filter((text) => parseSearch(text).terms.length > 0)

test('shows the terms of a text as chips', () => {
  assert.deepEqual(toChips('env:prod -browser:"Edge X" NOT (a OR b) ada'), [
    { text: 'env:prod', isNegated: false, key: 'env' },
    { text: 'browser:"Edge X"', isNegated: true, key: 'browser' },
    { text: '(a OR b)', isNegated: true, key: '' },
    { text: 'ada', isNegated: false, key: '' },
  ])
  assert.deepEqual(toChips('env:'), [])
})

test('an added term leaves the text as typed', () => {
  const cases: [text: string, expected: string][] = [
    ['', 'k:v'],
    ['  ', 'k:v'],
    ['a  AND b', 'a  AND b k:v'],
    ['a ', 'a k:v'],
    ['a OR b', '(a OR b) k:v'],
    ['(a OR b)', '(a OR b) k:v'],
    ['has:(a OR b)', 'has:(a OR b) k:v'],
    ['has:a OR b', '(has:a OR b) k:v'],
    ['k:"v"', 'k:"v"'],
    ['user_name:"Ada', 'k:v user_name:"Ada'],
    ['a\\', 'k:v a\\'],
  ]
  for (const [text, expected] of cases) {
    assert.equal(addTerm(text, 'k:v'), expected, text)
  }
})

test('a removed term takes the AND beside it along', () => {
  const text = 'a  AND b c'
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => removeTerm(text, index)),
    ['b c', 'a  AND c', 'a  AND b', text],
  )
  assert.equal(removeTerm('a OR b', 0), '')
  assert.equal(removeTerm('a(b)c', 1), 'a c')
})

test('negation toggles', () => {
  assert.equal(negateTerm('a env:prod', 1), 'a -env:prod')
  assert.equal(negateTerm('a NOT env:prod', 1), 'a env:prod')
  assert.equal(negateTerm('a OR b', 0), '-(a OR b)')
  assert.equal(negateTerm('has:(a OR b)', 0), '-has:(a OR b)')
  assert.equal(negateTerm('a(b)', 1), 'a -(b)')
})

test('an edited term stays one term', () => {
  assert.equal(editTerm('a b c', 1, 'x OR y'), 'a (x OR y) c')
  assert.equal(editTerm('a b c', 1, '  '), 'a c')
  assert.equal(editTerm('a b c', 1, 'k:'), 'a k: c')
  assert.equal(editTerm('a', 0, 'x y'), '(x y)')
})

test('adding a term to any search adds this one term', () => {
  fc.assert(
    fc.property(validText, (text) => {
      const before = toTerms(text)
      assert.deepEqual(toTerms(addTerm(text, 'zz:1')).sort(), [...before, 'zz:1'].sort())
    }),
    { numRuns: 5000 },
  )
})

test('removing a term of any search leaves the others as they were', () => {
  fc.assert(
    fc.property(validText, fc.nat(5), (text, nat) => {
      const before = toTerms(text)
      const index = nat % before.length
      assert.deepEqual(toTerms(removeTerm(text, index)), before.toSpliced(index, 1))
    }),
    { numRuns: 5000 },
  )
})

test('negating a term of any search twice gives the same terms', () => {
  fc.assert(
    fc.property(validText, fc.nat(5), (text, nat) => {
      const before = toTerms(text)
      const index = nat % before.length
      fc.pre(!before[index]?.startsWith('--')) // negation removes one of the two
      const once = negateTerm(text, index)
      assert.equal(toTerms(once).length, before.length)
      assert.notDeepEqual(toTerms(once), before)
      assert.deepEqual(toTerms(negateTerm(once, index)), before)
    }),
    { numRuns: 5000 },
  )
})

test('a printed search has the same terms', () => {
  fc.assert(
    fc.property(validText, (text) => {
      const { node } = parseSearch(text)
      assert.ok(node)
      assert.equal(printSearch(parseSearch(printSearch(node)).node ?? node), printSearch(node))
    }),
    { numRuns: 5000 },
  )
})
