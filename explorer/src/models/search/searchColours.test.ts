import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { searchText } from './search.testkit.ts'
import { toColouredSpans } from './searchColours.ts'

test('spans are in order and cover the whole text', () => {
  fc.assert(
    fc.property(searchText, (text) => {
      const spans = toColouredSpans(text)
      assert.equal(spans.map(({ start, end }) => text.slice(start, end)).join(''), text)
    }),
    { numRuns: 3000 },
  )
})

test('each part of the grammar has its role', () => {
  const text = '-env:(prod OR "x y") view_path:/a*\\* d:>=2s NOT ada'
  const roles = toColouredSpans(text)
    .filter(({ role }) => role !== 'space')
    .map(({ start, end, role }) => `${text.slice(start, end)} ${role}`)
  assert.deepEqual(roles, [
    '- not',
    'env key',
    ': operator',
    '( bracket',
    'prod value',
    'OR keyword',
    '"x y" quoted',
    ') bracket',
    'view_path key',
    ': operator',
    '/a value',
    '* wildcard',
    '\\* value',
    'd key',
    ': operator',
    '>= operator',
    '2s value',
    'NOT keyword',
    'ada text',
  ])
})
