import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { toVitalName, toVitalRating } from './vitals.ts'

/** Rows of the table in docs/query.md: `| LCP | 2.5 s | 4 s |`. */
const ROW = /^\| (LCP|INP|CLS|FCP|TTFB) \| ([\d.]+)( ms| s)? \| ([\d.]+)( ms| s)? \|$/gm
const toNumber = (digits: string, unit = ''): number =>
  Math.round(Number(digits) * 1e9) / (unit === '' ? 1e9 : unit === ' ms' ? 1000 : 1)

test('rates by the thresholds of the documentation', () => {
  const rows = [...readFileSync('docs/query.md', 'utf8').matchAll(ROW)]
  assert.equal(rows.length, 5)
  for (const [, label = '', good = '', goodUnit, poor = '', poorUnit] of rows) {
    const name = toVitalName(label.toLowerCase())
    assert.ok(name)
    const [first, second] = [toNumber(good, goodUnit), toNumber(poor, poorUnit)]
    const ratings = [first, first * 1.001, second, second * 1.001].map((value) =>
      toVitalRating(name, value),
    )
    assert.deepEqual(ratings, ['good', 'needsImprovement', 'needsImprovement', 'poor'], label)
  }
})

test('knows vitals under the names of events and of groups', () => {
  assert.equal(toVitalName('largest_contentful_paint'), 'lcp')
  assert.equal(toVitalName('cls'), 'cls')
  assert.equal(toVitalName('duration'), undefined)
})
