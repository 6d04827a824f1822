import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toIso } from './time.ts'

test('writes ISO with milliseconds, or the number if it is not a valid date', () => {
  assert.equal(toIso(Date.UTC(2026, 10, 20, 9, 5, 3, 250)), '2026-11-20T09:05:03.250Z')
  assert.equal(toIso(9e15), '9000000000000000')
})
