import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareRows, isComparable } from './compareRows.ts'

type Row = Record<string, string | number | undefined>
const read = (row: Row, key: string) => row[key]

test('marks the fields in which rows differ, a missing value included', () => {
  const rows: Row[] = [
    { env: 'prod', browser: 'Chrome', count: 1, user: 'Ada' },
    { env: 'prod', browser: 'Edge', count: 1, user: '' },
    { env: 'prod', browser: 'Chrome', count: 1 },
  ]
  const fields = compareRows(rows, ['env', 'browser', 'count', 'user', 'env'], read)
  assert.deepEqual(
    fields.map(({ key, differs }) => [key, differs]),
    [
      ['env', false],
      ['browser', true],
      ['count', false],
      ['user', true],
    ],
  )
  assert.deepEqual(fields.at(-1)?.values, ['Ada', undefined, undefined])
})

test('leaves out fields that no row has', () => {
  assert.deepEqual(compareRows([{ a: '' }, {}] as Row[], ['a', 'b'], read), [])
})

test('two to four rows stand side by side', () => {
  assert.deepEqual([1, 2, 4, 5].map(isComparable), [false, true, true, false])
})
