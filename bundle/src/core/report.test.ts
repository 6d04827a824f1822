import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from './captureReports.testkit.ts'
import { report } from './report.ts'

test('writes each message once, at its level', (t) => {
  const said = captureReports(t)
  report('warn', 'one')
  report('error', 'two')
  report('debug', 'three')
  report('error', 'one')
  assert.deepEqual(said, ['warn: one', 'error: two', 'debug: three'])
})
