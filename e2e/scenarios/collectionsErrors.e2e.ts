import type { Point } from '../../protocol/point.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

/** Those whose message the pattern fits. */
function find(points: Point[], pattern: RegExp): Point[] {
  return points.filter(({ fields }) => pattern.test(String(fields['error_message'])))
}

test('errors: what the page tells the console is one each, in words, and comes to the console as before', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const told: string[] = []
  page.on('console', (message) => told.push(message.text()))
  await page.goto(
    site.page(
      '/console',
      toPage(`<script>window.before = console.error</script>${SYNC_TAG}
        <script>${initCall()}; ${initCall()}; DATAFLUX_RUM.setUser('nobody')</script>`),
    ),
  )
  await page.evaluate(`(() => {
    console.error('plain', 7, { a: [1] }, null)
    console.error('failed:', new RangeError('too far', { cause: new Error('the root') }))
    const hostile = { get loud() { console.error(this); return 1 } }
    console.error('hostile', hostile)
    const thrown = new TypeError('told and thrown')
    const added = new Error('told and added')
    console.error(added)
    DATAFLUX_RUM.addError(added)
    setTimeout(() => { console.error('again', thrown); throw thrown })
  })()`)
  const errors = () => intake.points('error')
  await expect.poll(() => find(errors(), /^(plain|failed|hostile|.*told and)/).length).toBe(5)

  expect(find(errors(), /^plain/)[0]).toMatchObject({
    tags: { error_source: 'console', error_handling: 'handled' },
    fields: { error_message: 'plain 7 {"a":[1]} null' },
  })
  const failed = find(errors(), /^failed/)[0]
  expect(failed).toMatchObject({
    tags: { error_type: 'RangeError' },
    fields: { error_message: 'failed: RangeError: too far' },
  })
  expect(failed?.fields['error_stack']).toMatch(/^RangeError: too far\n at /)
  expect(failed?.fields['error_causes']).toContain('the root')
  expect(find(errors(), /told and added/).map(({ tags }) => tags['error_source'])).toEqual([
    'custom',
  ])
  await page.evaluate(`console.error('last')`)
  await expect.poll(() => find(errors(), /^last/).length).toBe(1)
  expect(find(errors(), /told and thrown/).map(({ tags }) => tags['error_handling'])).toEqual([
    'unhandled',
  ])
  // Our own words, which are in the console, are no errors of the page.
  expect(find(errors(), /DATAFLUX_RUM/)).toEqual([])
  expect(told.filter((text) => text.includes('plain'))).toHaveLength(1)
  await page.evaluate(`DATAFLUX_RUM.setTrackingConsent('not-granted')`)
  expect(await page.evaluate('console.error === before')).toBe(true)
})

test('errors: what the policy of the page blocks is one, with the directive and the place', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const url = site.page(
    '/policy',
    toPage(`${SYNC_TAG}<script>${initCall()}</script>`, '<p>Text</p>'),
    { 'content-security-policy': "img-src 'none'" },
  )
  await page.goto(url)
  await page.evaluate(`document.body.append(Object.assign(new Image(), { src: '/blocked.png' }))`)
  const message = `csp_violation: '${site.url}/blocked.png' blocked by 'img-src' directive`
  // Not that of the page's icon, for which the browser may ask.
  const violations = () => find(intake.points('error'), /^csp_violation(?!.*favicon)/)
  await expect
    .poll(() => violations().map(({ fields }) => fields['error_message']))
    .toEqual([message])
  expect(violations()[0]?.tags).toMatchObject({
    error_source: 'report',
    error_type: 'img-src',
    error_handling: 'unhandled',
  })
  expect(find(intake.points('error'), /^Failed to load.*blocked/)).toEqual([])
})

test('errors: deprecations and interventions, those from before the bundle too, are reported once', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  // No browser keeps a deprecation for long: one that says what Chromium's says.
  const reporting = `<script>
    const report = { type: 'intervention', body: {
      id: 'HeavyAdIntervention', message: 'Ad was removed', sourceFile: location.href, lineNumber: 3, columnNumber: 9,
    } }
    window.ReportingObserver = class {
      constructor(callback, options) { Object.assign(this, { callback, options }) }
      observe() {
        if (this.options.buffered && this.options.types.includes(report.type)) { setTimeout(this.callback, 0, [report]) }
      }
      disconnect() {}
    }
  </script>`
  await page.goto(
    site.page('/reports', toPage(`${reporting}${SYNC_TAG}<script>${initCall()}</script>`)),
  )
  const interventions = () => find(intake.points('error'), /^intervention/)
  await expect.poll(() => interventions().length).toBe(1)
  expect(interventions()[0]).toMatchObject({
    tags: { error_source: 'report', error_type: 'HeavyAdIntervention' },
    fields: { error_message: 'intervention: Ad was removed' },
  })
  expect(interventions()[0]?.fields['error_stack']).toContain(' at <anonymous> @ http')
})

test('errors: an element that does not load has the address that the browser asked for; events of libraries are no errors', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const body = `
    <img srcset="/missing/chosen.png 1x, /missing/other.png 9x">
    <picture><source srcset="/missing/source.png"><img src="/missing/plain.png"></picture>
    <svg><image href="missing/svg.png"></image></svg>
    <video><source src="/missing/film.mp4"></video>
    <object data="/missing/object.png" type="image/png"></object>
    <link rel="stylesheet" href="/missing/style.css"><script src="/missing/script.js"></script>`
  const head = `${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/elements', toPage(head, body)))
  await page.evaluate(`(() => {
    const image = document.querySelector('img')
    for (const target of [window, document, image]) {
      target.dispatchEvent(new CustomEvent('error', { detail: 'mine', bubbles: true }))
      target.dispatchEvent(new Event('error', { bubbles: true }))
      target.dispatchEvent(new ErrorEvent('error', { message: 'mine', error: new Error('mine') }))
    }
    const rejected = (init) => dispatchEvent(new CustomEvent('unhandledrejection', init))
    rejected({ detail: { reason: new RangeError('of Bluebird'), promise: {} } })
    const ofCoreJs = Object.assign(new Event('unhandledrejection'), { reason: new TypeError('of core-js') })
    dispatchEvent(ofCoreJs)
    Promise.reject(new Error('of the page'))
  })()`)
  const messages = () =>
    intake
      .points('error')
      .map(({ fields }) => String(fields['error_message']))
      .sort()
  const loads = [
    'chosen.png',
    'film.mp4',
    'object.png',
    'script.js',
    'source.png',
    'style.css',
    'svg.png',
  ]
  await expect
    .poll(messages)
    .toEqual([
      ...loads.map((name) => `Failed to load ${site.url}/missing/${name}`),
      'of Bluebird',
      'of core-js',
      'of the page',
    ])
})
