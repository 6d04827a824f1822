import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseSearch } from './parseSearch.ts'
import { printSearch } from './printSearch.ts'
import type { SearchNode } from './searchNode.ts'
import { SearchProblem } from './searchProblem.ts'

/** Nodes without their columns, which change with the spelling. */
function read(text: string): unknown {
  return JSON.parse(
    JSON.stringify(parseSearch(text), (key, value) => (key === 'column' ? 0 : value)),
  )
}

test('terms mean what users of other products expect', () => {
  const cases: [text: string, canonical: string][] = [
    ['', ''],
    ['  ', ''],
    ['env:prod browser:Chrome', 'env:prod browser:Chrome'],
    ['env:prod AND browser:Chrome', 'env:prod browser:Chrome'],
    ['env: prod', 'env:prod'],
    ['a b OR c', '(a b) OR c'],
    ['a (b OR c)', 'a (b OR c)'],
    ['NOT a', '-a'],
    ['!a', '-a'],
    ['-(a b)', '-(a b)'],
    ['- a', '"-" a'],
    ['user_name:"Ada L."', 'user_name:"Ada L."'],
    ['user_name:Ada\\ L.', 'user_name:"Ada L."'],
    ['view_path:/a*/b', 'view_path:\\/a*\\/b'],
    ['view_path: //a', 'view_path:"//a"'],
    ['view_path:"/a*"', 'view_path:"/a*"'],
    ['a**b', 'a*b'],
    ['env:(prod OR "the stage")', 'env:(prod OR "the stage")'],
    ['time_spent:(-1 OR a:b)', 'time_spent:("-1" OR "a:b")'],
    ['duration:>2s', 'duration:>2s'],
    ['duration:>= 2.5ms', 'duration:>=2.5ms'],
    ['time_spent:[1m TO 5m]', 'time_spent:[1m TO 5m]'],
    ['@total:{-1 TO *]', '@total:{"-1" TO "*"]'],
    ['has:userid', 'has:userid'],
    ['has:(userid OR @plan)', 'has:userid OR has:"@plan"'],
    ['@custom.plan:pro', '@custom.plan:pro'],
    ['@"any name":x', '@"any name":x'],
    ['https://shop.example/?a=b', '"https://shop.example/?a=b"'],
    ['view_url:https://shop.example', 'view_url:"https://shop.example"'],
    ['ada@example.com', '"ada@example.com"'],
    ['10:30', '"10:30"'],
    ['"AND"', '"AND"'],
  ]
  for (const [text, canonical] of cases) {
    assert.equal(printSearch(parseSearch(text)), canonical, text)
  }
})

test('a mistake is shown with its column, and what to write instead', () => {
  const cases: [text: string, column: number, message: RegExp][] = [
    ['a (b', 3, /not closed: add \)/],
    ['a )', 3, /closes nothing: remove it/],
    ['user_name:"Ada', 11, /quote is not closed/],
    ['env:', 5, /env: has no value: write env:value, or has:env/],
    ['a OR', 5, /a term is missing at the end/],
    ['OR a', 1, /write "OR" to search for the word/],
    ['a AND OR b', 7, /OR needs a term on each side/],
    ['env:(a b)', 8, /have OR between them/],
    ['env:(a', 5, /list is not closed/],
    ['d:[1 5]', 6, /\[1 TO 5\]/],
    ['d:[1 TO 5', 3, /range is not closed: add \]/],
    ['d:>', 4, /a number after >/],
    ['has:>2', 5, /has: takes a key: write has:userid/],
    ['a ]', 3, /quote it to search for it|quote \] to search for it/],
    [`${'-'.repeat(30)}a`, 21, /at most 20 deep/],
    ['a '.repeat(101), 201, /at most 100 terms/],
    ['a'.repeat(4097), 4097, /at most 4096 characters/],
  ]
  for (const [text, column, message] of cases) {
    assert.throws(
      () => parseSearch(text),
      (problem: SearchProblem) => {
        assert.ok(problem instanceof SearchProblem, `${text}: ${problem}`)
        assert.match(problem.message, message, text)
        assert.equal(problem.column, column, text)
        return true
      },
    )
  }
})

const fragment = fc.oneof(
  fc.constantFrom(
    ...[
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '-',
      '!',
      '"',
      '\\',
      '*',
      ':',
      '>',
      '>=',
      '<',
      ' TO ',
      ' OR ',
    ],
    ...[
      ' AND ',
      ' NOT ',
      ' ',
      '\n',
      '@',
      'has:',
      'env:',
      'duration:',
      '@custom.',
      '2s',
      '//',
      'a',
      "'",
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const searchText = fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join(''))

test('any text is a search or a problem with a column inside of it', () => {
  fc.assert(
    fc.property(searchText, (text) => {
      try {
        parseSearch(text)
      } catch (problem) {
        assert.ok(problem instanceof SearchProblem, `${problem}`)
        assert.ok(problem.column >= 1 && problem.column <= text.length + 1)
      }
    }),
    { numRuns: 5000 },
  )
})

test('a search that was read and printed reads as the same', () => {
  fc.assert(
    fc.property(searchText, (text) => {
      let node: SearchNode
      try {
        node = parseSearch(text)
      } catch {
        return
      }
      const printed = printSearch(node)
      assert.deepEqual(read(printed), read(text), printed)
      assert.equal(printSearch(parseSearch(printed)), printed)
    }),
    { numRuns: 20_000 },
  )
})
