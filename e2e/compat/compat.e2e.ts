import type { Point } from '../../protocol/point.ts'
import { LOADING_MODES, SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

/** The documented ways to load the SDK. Our own loader has tests of its own. */
const DOCUMENTED = {
  'asynchronous snippet': 'classic snippet',
  'synchronous tag': 'synchronous tag',
  'npm import': 'ES module',
} as const

/** Every documented option at once, those without effect included. Names and values are those of a page that switches. */
const toOptions = (applicationId: string, datakitOrigin: string) => `{
  applicationId: '${applicationId}',
  datakitOrigin: '${datakitOrigin}',
  env: 'production', version: '1.0.0', service: 'browser',
  sessionSampleRate: 100, sessionOnErrorSampleRate: 0,
  sessionReplaySampleRate: 70, sessionReplayOnErrorSampleRate: 100,
  trackUserInteractions: true, actionNameAttribute: 'data-name', trackViewsManually: false,
  trackSessionAcrossSubdomains: false, useSecureSessionCookie: false, usePartitionedCrossSiteSessionCookie: false,
  allowFallbackToLocalStorage: true, trackingConsent: 'granted',
  traceType: 'ddtrace', traceId128Bit: false, tracingSampleRate: 100,
  allowedTracingUrls: [location.origin + '/api/', /nothing/, function () { return false }],
  injectTraceHeader: function () { return undefined }, generateTraceId: undefined,
  storeContextsToLocal: true, storeContextsKey: 'shop',
  beforeSend: function (event) {
    if (event.type === 'error') { event.error.message = event.error.message.replace('4711', 'REDACTED') }
    return true
  },
  isIntakeUrl: function (url) { return url.indexOf('/private') > 0 },
  isServerError: function () { return false },
  excludedActivityUrls: [], sendContentTypeByJson: false,
  defaultPrivacyLevel: 'mask-user-input', shouldMaskNode: function () { return false },
  compressIntakeRequests: true, workerUrl: '/worker.js', retryMaxSize: -1,
  remoteConfiguration: true, silentMultipleInit: true, enableLongAnimationFrame: true,
  telemetrySampleRate: 100, telemetryEnabled: true,
}`

/** Documented calls in an order in which each shows an effect. */
const CALLS = `
  DATAFLUX_RUM.setUser({ id: '1234', name: 'John Doe', email: 'john@doe.example' })
  DATAFLUX_RUM.addRumGlobalContext('isvip', 'yes')
  DATAFLUX_RUM.addRumGlobalContext('activity', { hasPaid: true, amount: 23.42 })
  DATAFLUX_RUM.setGlobalContextProperty('tenant', 'north')
  DATAFLUX_RUM.removeRumGlobalContext('isvip')
  DATAFLUX_RUM.addAction('cart', { amount: 42 })
  DATAFLUX_RUM.addError(new Error('card 4711 declined'), { pageStatus: 'beta' })
  DATAFLUX_RUM.setRumGlobalContext({ codeVersion: 34, stage: 'b' })
  DATAFLUX_RUM.removeGlobalContextProperty('stage')
  DATAFLUX_RUM.addAction('replaced')
  DATAFLUX_RUM.setGlobalContext({ theme: 'dark' })
  window.kept = [DATAFLUX_RUM.getGlobalContext(), DATAFLUX_RUM.getRumGlobalContext(), DATAFLUX_RUM.getUser()]
  DATAFLUX_RUM.clearGlobalContext()
  DATAFLUX_RUM.addAction('cleared')
  DATAFLUX_RUM.startSessionReplayRecording()
  DATAFLUX_RUM.stopSessionReplayRecording()
  fetch('/api/cart')
  fetch('/private')`

const toFields = (points: readonly Point[], name: string) =>
  points.find(({ fields }) => fields['action_name'] === name)?.fields

for (const [name, mode] of Object.entries(DOCUMENTED)) {
  test(`${name}: a page with every documented option and call sends what its documentation says`, async ({
    page,
    site,
    intake,
    appId,
  }) => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complaints.push(message.text())
      }
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    site.page('/api/cart', '{}')
    site.page('/private', '{}')
    const code = `DATAFLUX_RUM.init(${toOptions(appId, intake.url)}); ${CALLS}`
    const toTags = LOADING_MODES[mode] as (code: string) => string
    const traced = page.waitForRequest(/\/api\/cart/)
    await page.goto(site.page('/shop', toPage(toTags(code), '<button data-name="Pay">x</button>')))
    expect((await traced).headers()).toHaveProperty('x-datadog-trace-id')
    await page.waitForFunction('window.kept')
    expect(await page.evaluate('kept')).toEqual([
      { theme: 'dark' },
      { theme: 'dark' },
      { id: '1234', name: 'John Doe', email: 'john@doe.example' },
    ])
    await page.getByRole('button').click()
    await page.goto('about:blank')

    await expect.poll(() => intake.points('action').length).toBe(4)
    await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
    const actions = intake.points('action')
    const cart = toFields(actions, 'cart')
    expect(cart).toMatchObject({ activity: '{"hasPaid":true,"amount":23.42}', tenant: 'north' })
    expect(cart).toMatchObject({ amount: 42 })
    expect(cart).not.toHaveProperty('isvip')
    expect(toFields(actions, 'replaced')).toMatchObject({ codeVersion: 34 })
    for (const former of ['tenant', 'stage', 'activity']) {
      expect(toFields(actions, 'replaced')).not.toHaveProperty(former)
    }
    expect(toFields(actions, 'cleared')).not.toHaveProperty('theme')
    expect(toFields(actions, 'Pay')).toBeDefined()
    expect(actions[0]?.tags).toMatchObject({
      app_id: appId,
      env: 'production',
      version: '1.0.0',
      service: 'browser',
      userid: '1234',
      user_name: 'John Doe',
      user_email: 'john@doe.example',
      is_signin: 'T',
    })
    expect(intake.points('error').map(({ fields }) => fields)).toMatchObject([
      { error_message: 'card REDACTED declined', pageStatus: 'beta' },
    ])
    const paths = intake.points('resource').map(({ fields }) => fields['resource_url_path'])
    expect(paths).not.toContain('/private')
    expect(complaints).toEqual([])
  })
}

test('a page with older names of options works, and debug output names the current ones', async ({
  page,
  site,
  intake,
  appId,
}) => {
  const debug: string[] = []
  page.on('console', (message) => debug.push(message.text()))
  site.page('/api/cart', '{}')
  const init = `
    var written = []
    var cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    Object.defineProperty(document, 'cookie', {
      configurable: true,
      get: function () { return cookie.get.call(document) },
      set: function (text) { written.push(text); cookie.set.call(document, text) },
    })
    DATAFLUX_RUM.init({
      applicationId: '${appId}', datakitUrl: '${intake.url}', sampleRate: 100, trackInteractions: true,
      allowedTracingOrigins: [location.origin], tracingSampleRate: 0, useCrossSiteSessionCookie: true,
    })
    fetch('/api/cart')`
  const untraced = page.waitForRequest(/\/api\/cart/)
  const tags = `${SYNC_TAG}<script>${init}</script>`
  await page.goto(site.page('/shop', toPage(tags, '<button>Pay</button>')))
  // No header on requests of a session that is not traced, so that the backend decides about its own traces.
  expect(Object.keys((await untraced).headers())).not.toContain('x-datadog-trace-id')
  await page.getByRole('button').click()
  expect(await page.evaluate('written.join()')).toMatch(/samesite=none;secure;partitioned/i)
  await page.goto('about:blank')
  await expect
    .poll(() => intake.points('action').map((each) => each.tags['app_id']))
    .toEqual([appId])
  for (const old of [
    'datakitUrl',
    'sampleRate',
    'trackInteractions',
    'useCrossSiteSessionCookie',
  ]) {
    expect(debug.join('\n')).toContain(`\`${old}\` is now`)
  }
})

test('allowedTracingOrigins asks patterns and functions for the origin alone', async ({
  page,
  site,
  intake,
  appId,
}) => {
  site.page('/api/cart', '{}')
  const init = `
    var asked = []
    DATAFLUX_RUM.init({
      applicationId: '${appId}', datakitOrigin: '${intake.url}',
      allowedTracingOrigins: [function (origin) { asked.push(origin); return true }],
    })
    fetch('/api/cart')`
  const traced = page.waitForRequest(/\/api\/cart/)
  await page.goto(site.page('/shop', toPage(`${SYNC_TAG}<script>${init}</script>`)))
  expect((await traced).headers()).toHaveProperty('x-datadog-parent-id')
  expect(await page.evaluate('asked')).toContain(site.url)
})
