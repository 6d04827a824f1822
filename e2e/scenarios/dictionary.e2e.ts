import type { Unit } from '../../protocol/dictionary/entry.ts'
import type { Field } from '../../protocol/fields.ts'
import { EVENT_TYPES, fieldsOf, WRITTEN_FIELDS } from '../../protocol/fields.ts'
import type { Point } from '../../protocol/point.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

type FieldValue = Point['fields'][string]

/** Names of the wire contract that this SDK does not write, each with the reason. */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  session_has_replay: 'no session replay',
  session_replay_sample_rate: 'no session replay',
  session_replay_on_error_sample_rate: 'no session replay',
  'view.view_privacy_replay_level': 'no session replay',
  'view.sampled_for_replay': 'no session replay',
  'view.sampled_for_error_replay': 'no session replay',
  'view.session_replay_stats': 'no session replay',
  'log.status': 'logs have a path of their own: logs.e2e.ts',
  'log.message': 'logs.e2e.ts',
  'log.log_origin': 'logs.e2e.ts',
  drift: 'the collector tells it, from the time of arrival',
  page_states: 'view_in_foreground says of each event what dashboards ask of it',
  'view.sdk_failure_count': 'none here: hostPages.e2e.ts',
  dropped_full: 'outboxMirror.test.ts',
  dropped_old: 'outboxMirror.test.ts',
  dropped_refused: 'delivery.e2e.ts',
  dropped_rate: 'collectionsBeforeSend.e2e.ts',
}

const isInteger = (value: FieldValue): value is number =>
  Number.isInteger(value) && Number(value) >= 0

/** Checks that a value is plausible for a unit. */
const HAS_UNIT: Readonly<Record<Unit, (value: FieldValue) => boolean>> = {
  // Less than three hours. A value that was meant as ms or s would be below a microsecond here.
  ns: (value) => isInteger(value) && (value === 0 || (value > 1000 && value < 1e13)),
  ms: (value) => isInteger(value) && value > 1.6e12 && value < 1e13,
  bytes: isInteger,
  count: isInteger,
  score: (value) => typeof value === 'number' && value >= 0 && value < 10,
  percent: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string' && value !== '',
  code: (value) => typeof value === 'string' && /^\d+$/.test(value),
  json: (value) => typeof JSON.parse(String(value)) === 'object',
}

/** A request whose every phase took time, which none on the loopback device does. */
const WITH_PHASES = `
  const phases = {
    entryType: 'resource', name: location.origin + '/phases.css', initiatorType: 'link', startTime: 1, duration: 100,
    redirectStart: 1, redirectEnd: 3, fetchStart: 3, domainLookupStart: 5, domainLookupEnd: 8, connectStart: 8,
    secureConnectionStart: 10, connectEnd: 15, requestStart: 16, responseStart: 40, responseEnd: 101,
    responseStatus: 200, nextHopProtocol: 'h2', deliveryType: 'cache', renderBlockingStatus: 'blocking',
    transferSize: 0, encodedBodySize: 400, decodedBodySize: 900,
  }
  const Observer = window.PerformanceObserver
  window.PerformanceObserver = class extends Observer {
    constructor(callback) {
      super(callback)
      this.tell = callback
    }
    observe(options) {
      super.observe(options)
      if (options.type === 'resource') {
        setTimeout(() => this.tell({ getEntries: () => [phases], getEntriesByType: () => [phases] }, this))
      }
    }
  }`

/** A system that says its version. */
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15'

const BODY = `
  <h1>Text</h1><img src="/picture.svg" alt="" width="300" height="200"><p id="shifts">Below</p>
  <button onclick="for (let end = performance.now() + 120; performance.now() < end;); fetch('/clicked').then(() => { window.isHandled = true })">Buy</button>`

test('data dictionary: every tag and field of the wire contract is written, in its unit', async ({
  page,
  browser,
  site,
  intake,
  initCall,
}) => {
  site.page(
    '/picture.svg',
    '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
    {
      'content-type': 'image/svg+xml',
    },
  )
  site.page('/clicked', 'ok')
  site.hold('/never')
  const rates = { sessionOnErrorSampleRate: 50, allowedTracingUrls: [site.url] }
  await page.goto(site.page('/from', toPage('', '<a href="/p/1?q=1">There</a>')))
  site.page(
    '/p/1',
    toPage(`<script>${WITH_PHASES}</script>${SYNC_TAG}<script>${initCall(rates)}</script>`, BODY),
  )
  await page.click('a')
  await page.waitForURL('**/p/1*')
  await page.evaluate(`{
    DATAFLUX_RUM.addTiming('hero')
    DATAFLUX_RUM.addAction('large', { text: 'x'.repeat(300000) }) // too much for a request at exit
    document.querySelector('#shifts').before(
      Object.assign(document.createElement('div'), { style: 'height:200px' }),
    )
  }`)
  await page.click('button')
  await page.waitForFunction('window.isHandled')
  for (const name of ['truncated_keys', 'loading_time', 'cumulative_layout_shift_time']) {
    await expect.poll(() => intake.points().some(({ fields }) => name in fields)).toBe(true)
  }
  await page.evaluate(`{
    DATAFLUX_RUM.setUser({ id: 'u1', name: 'Ada', email: 'ada@example.com' })
    DATAFLUX_RUM.startSession(1234567890)
    DATAFLUX_RUM.addDebugSession('debug_1')
    DATAFLUX_RUM.addFeatureFlagEvaluation('cart', 'new')
    DATAFLUX_RUM.addAction('debugged')
    DATAFLUX_RUM.addError(new Error('Outer', { cause: new Error('Inner') }), { cart: 3 })
    const controller = new AbortController()
    fetch('/never', { signal: controller.signal }).catch(() => {})
    controller.abort()
  }`)
  await expect
    .poll(() => intake.points('action').some(({ fields }) => fields['session_debug']))
    .toBe(true)
  await page.evaluate(`{
    DATAFLUX_RUM.captureSession()
    setTimeout(() => { throw new TypeError('Uncaught') })
  }`)
  await page.goto('about:blank')
  // Out of sample, until an error asks for it.
  const other = await browser.newPage({ userAgent: MAC })
  const late = { sessionSampleRate: 0, sessionOnErrorSampleRate: 100 }
  await other.goto(site.page('/late', toPage(`${SYNC_TAG}<script>${initCall(late)}</script>`)))
  await other.evaluate(`DATAFLUX_RUM.addError(new Error('Asks')); 0`)
  await other.goto('about:blank')
  await other.close()
  await expect
    .poll(() => intake.points('view').some(({ fields }) => 'sampled_for_error_session' in fields))
    .toBe(true)

  const points = intake.points()
  const missing: string[] = []
  const wrong: unknown[] = []
  function check({ key, unit, place, measurement }: Field): void {
    const of = measurement === undefined ? points : intake.points(measurement)
    const values = of.map(({ tags, fields }) => (place === 'tag' ? tags[key] : fields[key]))
    const written = values.filter((value) => value !== undefined)
    const name = measurement === undefined ? key : `${measurement}.${key}`
    if (written.length === 0) {
      missing.push(name)
    }
    wrong.push(...written.filter((value) => !HAS_UNIT[unit](value)).map((value) => [name, value]))
  }
  for (const field of [...WRITTEN_FIELDS, ...EVENT_TYPES.flatMap(fieldsOf)]) {
    check(field)
  }
  expect(wrong).toEqual([])
  expect(missing.sort()).toEqual(Object.keys(NOT_WRITTEN).sort())
})
