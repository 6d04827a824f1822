import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { captureReports } from '../core/captureReports.testkit.ts'
import { createClock } from '../core/clock.ts'
import { createPublicApi } from './publicApi.ts'
import type { RumInitConfiguration } from './publicTypes.ts'

const OPTIONS: RumInitConfiguration = {
  applicationId: 'shop',
  datakitOrigin: 'https://rum.example',
  trackingConsent: 'not-granted', // no engine starts, so the test needs no browser
}

/** React calls an effect twice in StrictMode, each time with options made anew. */
const makeOptions = (): RumInitConfiguration => ({
  ...OPTIONS,
  beforeSend: () => true,
  allowedTracingUrls: [{ match: 'https://api.example' }, /api/],
  excludedActivityUrls: [(url) => url.includes('poll')],
})

test('a second init with the same options is silent', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  const { api } = createPublicApi(createClock())
  api.init(makeOptions())
  api.init(makeOptions())
  assert.deepEqual(reports, [])
})

test('a second init with other options is ignored, with one warning', (t) => {
  fakePage(t)
  const reports = captureReports(t)
  const { api } = createPublicApi(createClock())
  api.init(makeOptions())
  api.init({ ...makeOptions(), applicationId: 'blog' })
  assert.deepEqual(reports, [
    'warn: init was called before with other options. This call is ignored.',
  ])
  assert.equal(api.getInitConfiguration()?.applicationId, 'shop')
})
