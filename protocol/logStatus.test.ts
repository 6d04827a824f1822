import assert from 'node:assert/strict'
import test from 'node:test'
import { isFailedStatus, LOG_STATUSES, toLogStatus } from './logStatus.ts'

const SPELLINGS: readonly [word: string, status: string][] = [
  ['', 'info'],
  ['  ', 'info'],
  ['INFO', 'info'],
  ['Information', 'info'],
  ['warn', 'warning'],
  ['WARNING', 'warning'],
  ['err', 'error'],
  ['Error', 'error'],
  ['FATAL', 'emergency'],
  ['panic', 'emergency'],
  ['crit', 'critical'],
  ['trace', 'debug'],
  ['verbose', 'debug'],
  ['Success', 'ok'],
  ['OK', 'ok'],
  ['unknown', 'unknown'],
  [' Audit ', 'Audit'],
]

for (const [word, status] of SPELLINGS) {
  test(`the status ${JSON.stringify(word)} of a log is ${status}`, () => {
    assert.equal(toLogStatus(word), status)
  })
}

test('a status of the list stays as it is', () => {
  assert.deepEqual(LOG_STATUSES.map(toLogStatus), [...LOG_STATUSES])
})

test('a log has failed from `error` on', () => {
  assert.deepEqual(LOG_STATUSES.filter(isFailedStatus), ['emergency', 'alert', 'critical', 'error'])
})
