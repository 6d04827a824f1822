import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSearch as parseInCollector } from '../../../../collector/src/query/search/parseSearch.ts'
import { printSearch } from '../../../../collector/src/query/search/printSearch.ts'
import type { SearchNode as CollectorNode } from '../../../../collector/src/query/search/searchNode.ts'
import { SearchProblem } from '../../../../collector/src/query/search/searchProblem.ts'
import { parseSearch } from './parseSearch.ts'
import { searchText } from './search.testkit.ts'

type Answer = { canonical: string } | { column: number }

function askCollector(text: string): Answer {
  try {
    return { canonical: printSearch(parseInCollector(text)) }
  } catch (problem) {
    assert.ok(problem instanceof SearchProblem)
    return { column: problem.column }
  }
}

function askExplorer(text: string): Answer {
  const { node, problem } = parseSearch(text)
  return node
    ? { canonical: printSearch(node as unknown as CollectorNode) }
    : { column: (problem?.start ?? Number.NaN) + 1 }
}

test('reads every text as the collector does, and finds the same column of a mistake', () => {
  fc.assert(
    fc.property(searchText, (text) => assert.deepEqual(askExplorer(text), askCollector(text))),
    { numRuns: 20_000 },
  )
})

test('has the limits of the collector', () => {
  for (const text of [`${'-'.repeat(30)}a`, 'a '.repeat(101), 'a'.repeat(4097), '('.repeat(25)]) {
    assert.deepEqual(askExplorer(text), askCollector(text), text.slice(0, 20))
  }
})

test('each mistake has its own code and the text that it marks', () => {
  const cases: [text: string, code: string, subject: string][] = [
    ['a (b', 'parenthesisNotClosed', '('],
    ['a )', 'parenthesisNotOpened', ')'],
    ['user_name:"Ada L', 'quoteNotClosed', '"Ada L'],
    ['env:', 'valueMissing', ''],
    ['a AND OR b', 'termMissing', 'OR'],
    ['env:(a b)', 'listNeedsOr', 'b'],
    ['env:(a', 'listNotClosed', '('],
    ['d:[1 5]', 'rangeNeedsTo', '5'],
    ['d:[1 TO 5', 'rangeNotClosed', '['],
    ['has:>2', 'keyMissing', '>'],
    ['a'.repeat(4098), 'tooLong', 'aa'],
  ]
  for (const [text, code, subject] of cases) {
    const { problem } = parseSearch(text)
    assert.deepEqual({ code: problem?.code, subject: problem?.subject }, { code, subject }, text)
  }
})

test('splits a text into the terms that all must hold', () => {
  const cases: [text: string, terms: string[]][] = [
    ['', []],
    ['  ', []],
    ['env:prod  -browser:"Edge X" AND ada', ['env:prod', '-browser:"Edge X"', 'ada']],
    ['a OR b c', ['a OR b c']],
    ['(a OR b) c', ['(a OR b)', 'c']],
    ['(a b)', ['(a b)']],
    ['( (a b) c )', ['( (a b) c )']],
    ['((a b) c)d', ['((a b) c)', 'd']],
    ['NOT a has:(x OR y)', ['NOT a', 'has:(x OR y)']],
    ['d:[1 TO 5} e:>= 3', ['d:[1 TO 5}', 'e:>= 3']],
    ['env:', []],
  ]
  for (const [text, terms] of cases) {
    const spans = parseSearch(text).terms.map(({ start, end }) => text.slice(start, end))
    assert.deepEqual(spans, terms, text)
  }
})
