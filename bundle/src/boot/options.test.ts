import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import { toOptions } from './options.ts'

test('an origin that cannot be one is refused, and one message says what to write', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  for (const datakitOrigin of [
    '127.0.0.1:9644',
    'localhost:9529',
    'rum.example',
    'https://rum.example/v1/write/rum',
    'https://rum.example?a=1',
  ]) {
    assert.equal(toOptions({ applicationId: 'shop', datakitOrigin }), undefined, datakitOrigin)
  }
  assert.deepEqual(reports, [
    'error: init: give `datakitOrigin` as `https://…` or `/…`, without `/v1/write/rum`; or `site` and `clientToken`. Nothing is collected.',
  ])
})
