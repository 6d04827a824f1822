import {
  BUNDLE,
  heard,
  LEGACY_BUNDLE,
  run,
  snippet,
  toRecordingPage,
  until,
  untilLoaded,
} from '../support/engines/loaderPage.ts'
import { test } from '../support/engines/test.ts'
import { LOADING_MODES, toPage } from '../support/loadingModes.ts'
import { expect } from '../support/test.ts'

const countScripts = `document.querySelectorAll('script[src]').length`

test('the classic snippet keeps working, unchanged', async ({ tab, site, intake, initCall }) => {
  const toTags = LOADING_MODES['classic snippet'] as (code: string) => string
  const url = site.page(
    '/classic',
    toRecordingPage(toTags(`${initCall()}; DATAFLUX_RUM.addAction('classic')`)),
  )
  await tab.goto(url)

  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(await heard(tab)).toEqual([])
})

test('pasted twice, the second does nothing', async ({ tab, site, intake, initCall }) => {
  const release = site.hold(BUNDLE)
  const url = site.page(
    '/twice',
    toRecordingPage(`${snippet()}<script>${initCall()}; window.first = DATAFLUX_RUM</script>
      ${snippet()}<script>DATAFLUX_RUM.addAction('once')</script>`),
  )
  await tab.goto(url)
  expect(await tab.evaluate('window.first === DATAFLUX_RUM')).toBe(true)
  expect(await tab.evaluate(countScripts)).toBe(1)
  release()

  await expect.poll(() => intake.points('action').length).toBe(1)
})

test('pasted after the bundle, it does nothing', async ({ tab, site, intake, initCall }) => {
  const url = site.page(
    '/after',
    toRecordingPage(`<script src="${BUNDLE}"></script>
      <script>window.sdk = DATAFLUX_RUM; ${initCall()}</script>
      ${snippet()}<script>DATAFLUX_RUM.addAction('once')</script>`),
  )
  await tab.goto(url)

  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(await tab.evaluate('window.sdk === DATAFLUX_RUM')).toBe(true)
  expect(await tab.evaluate(countScripts)).toBe(1)
})

for (const [title, elements] of Object.entries({
  'an element': '<p id="DATAFLUX_RUM"></p>',
  'two elements': '<p id="DATAFLUX_RUM"></p><form name="DATAFLUX_RUM"></form>',
})) {
  test(`${title} of the page with the global's name as its id is no SDK`, async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page(
      '/element',
      toRecordingPage(
        '',
        `${elements}${snippet()}<script>${initCall()}; DATAFLUX_RUM.addAction('works')</script>`,
      ),
    )
    await tab.goto(url)

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(await heard(tab)).toEqual([])
  })
}

test.describe('lazy', () => {
  /** A script that is held keeps the page from being loaded. */
  const HELD = '<script async src="/held.js"></script>'

  test('the bundle is loaded when the page is idle, not before its load event', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    site.page('/held.js', '', { 'content-type': 'text/javascript' })
    const release = site.hold('/held.js')
    const url = site.page(
      '/lazy',
      toRecordingPage(`${snippet({ lazy: true })}${HELD}<script>
        ${initCall()}; DATAFLUX_RUM.addAction('early')</script>`),
    )
    await tab.goto(url)
    expect(await tab.evaluate(countScripts)).toBe(1)
    release()

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(
      await tab.evaluate(`performance.getEntriesByName('${site.url}${BUNDLE}')[0].startTime >=
        performance.getEntriesByType('navigation')[0].loadEventStart`),
    ).toBe(true)
  })

  test('or at the first error', async ({ tab, site, intake, initCall }) => {
    site.page('/held.js', '', { 'content-type': 'text/javascript' })
    const release = site.hold('/held.js')
    const url = site.page(
      '/lazy-error',
      toRecordingPage(`${snippet({ lazy: true })}${HELD}<script>${initCall()}</script>`),
    )
    await tab.goto(url)
    expect(await tab.evaluate(countScripts)).toBe(1)
    await run(tab, `setTimeout(() => { throw new Error('first') })`)

    await untilLoaded(tab)
    release()
    await expect.poll(() => intake.points('error').length).toBe(1)
    expect(intake.points('error')[0]?.fields['error_message']).toBe('first')
    expect(await tab.evaluate(countScripts)).toBe(2) // idle came too, and loaded nothing more
  })
})

test('renamed, the SDK is the other global and leaves DATAFLUX_RUM alone', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const url = site.page(
    '/renamed',
    toRecordingPage(`<script>window.DATAFLUX_RUM = 'of the page'</script>
      ${snippet({ name: 'SHOP_RUM' })}<script>
        ${initCall().replace('DATAFLUX_RUM', 'SHOP_RUM')}; SHOP_RUM.addAction('works')</script>`),
    { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types SHOP_RUM" },
  )
  await tab.goto(url)
  await untilLoaded(tab, 'SHOP_RUM')

  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(await tab.evaluate('window.DATAFLUX_RUM')).toBe('of the page')
  expect(await heard(tab)).toEqual([])
})

test('without Proxy, the listed methods are answered and kept', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const release = site.hold(BUNDLE)
  const url = site.page(
    '/no-proxy',
    toRecordingPage(`<script>delete window.Proxy</script>${snippet({ 'es5-list': true })}<script>
      ${initCall()}
      var early = DATAFLUX_RUM
      DATAFLUX_RUM.setUser({ id: 'ada' })
      DATAFLUX_RUM.addAction('works')
      window.answer = typeof DATAFLUX_RUM.getDebugSession()</script>`),
  )
  await tab.goto(url)
  expect(await tab.evaluate('window.answer')).toBe('undefined')
  release()

  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(intake.points('action')[0]?.tags).toMatchObject({ userid: 'ada' })
  expect(await tab.evaluate('early.getSessionId() === DATAFLUX_RUM.getSessionId()')).toBe(true)
  expect(await heard(tab)).toEqual([])
})

test.describe('in a browser without modules', () => {
  const NO_MODULES = 'delete HTMLScriptElement.prototype.noModule'

  test('the file in ES5 syntax is loaded, and reports the same', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page(
      '/legacy',
      toRecordingPage(`<script>${NO_MODULES}</script>${snippet()}<script>
        ${initCall()}
        DATAFLUX_RUM.setUser({ id: 'ada' })
        DATAFLUX_RUM.addAction('works', { step: 1 })
        DATAFLUX_RUM.addError(new Error('declined'))</script>`),
    )
    await tab.goto(url)

    await expect.poll(() => intake.points('error').length).toBe(1)
    expect(await tab.evaluate(`document.querySelector('script[src]').getAttribute('src')`)).toBe(
      LEGACY_BUNDLE,
    )
    expect(intake.points('action')).toMatchObject([
      { tags: { userid: 'ada' }, fields: { action_name: 'works', step: 1 } },
    ])
    expect(await heard(tab)).toEqual([])
  })

  test('where the library is as old as the syntax, nothing throws into the page', async ({
    tab,
    site,
    initCall,
  }) => {
    const missing = `${NO_MODULES}; delete window.Proxy
      function take(owner, names) {
        names.split(' ').forEach(function (name) {
          Object.defineProperty(owner, name, { value: undefined })
        })
      }
      take(Object, 'entries fromEntries')
      take(Array, 'from')
      take(Array.prototype, 'includes')
      take(String.prototype, 'startsWith')
      take(window, 'URL TextEncoder PerformanceObserver crypto fetch Blob Symbol Map Set WeakMap')`
    const url = site.page(
      '/old',
      toRecordingPage(`<script>${missing}</script>${snippet({ 'es5-list': true })}<script>
        ${initCall()}; DATAFLUX_RUM.addAction('perhaps'); DATAFLUX_RUM.addError('perhaps')
        addEventListener('load', function () {
          DATAFLUX_RUM.addAction('later'); DATAFLUX_RUM.getSessionId()
          window.goesOn = true
        })</script>`),
    )
    // In a frame: an engine's automation runs in the page that it drives, and needs what this one lacks.
    await tab.goto(site.page('/around', toPage('', `<iframe src="${url}"></iframe>`)))
    await until(tab, 'frames[0].goesOn')

    const uncaught = (await tab.evaluate('frames[0].heard')) as string[]
    expect(uncaught.filter((line) => /^(uncaught|rejected)/.test(line))).toEqual([])
  })
})
