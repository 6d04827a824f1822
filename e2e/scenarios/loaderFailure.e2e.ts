import { readFileSync } from 'node:fs'
import {
  BUNDLE,
  heard,
  run,
  snippet,
  toRecordingPage,
  until,
  untilLoaded,
} from '../support/engines/loaderPage.ts'
import { test } from '../support/engines/test.ts'
import { expect } from '../support/test.ts'

/** Why the main address gives no bundle, and what the browser itself says of it. */
const FAILURES = [
  { title: 'answers 404', path: '/nowhere.js' },
  { title: 'serves HTML as the script', path: '/page.js' },
  { title: 'serves another script', path: '/other.js' },
] as const

const GIVEN_UP = 'DATAFLUX_RUM.q.length === 0 && DATAFLUX_RUM.e'

test.describe('when the main address', () => {
  for (const { title, path } of FAILURES) {
    test(`${title}, the fallback is loaded, and no call is lost`, async ({
      tab,
      site,
      intake,
      initCall,
    }) => {
      site.page('/page.js', '<!doctype html><title>Not found</title>')
      site.page('/other.js', 'window.other = true', { 'content-type': 'text/javascript' })
      const url = site.page(
        '/fallback',
        toRecordingPage(`${snippet({ url: path, fallback: BUNDLE })}<script>
          ${initCall()}; DATAFLUX_RUM.addAction('kept')</script>`),
      )
      await tab.goto(url)

      await expect.poll(() => intake.points('action').length).toBe(1)
      expect(intake.points('error')).toEqual([]) // our own failure is no error of the page
      expect((await heard(tab)) as string[]).toHaveLength(path === '/page.js' ? 1 : 0)
    })
  }

  test('serves a file whose hash is another, the fallback is loaded', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    site.page('/changed.js', 'window.changed = true', { 'content-type': 'text/javascript' })
    const url = site.page(
      '/integrity',
      toRecordingPage(
        `${snippet({
          url: '/changed.js',
          fallback: BUNDLE,
          ...builtHash(),
        })}<script>${initCall()}; DATAFLUX_RUM.addAction('kept')</script>`,
      ),
    )
    await tab.goto(url)

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(await tab.evaluate('typeof window.changed')).toBe('undefined')
    expect(intake.points('error')).toEqual([])
  })

  test('hangs, the fallback is loaded after the time limit, and the first that comes late changes nothing', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const release = site.hold('/dist/dataflux-rum-0.1.0.js')
    const url = site.page(
      '/hang',
      toRecordingPage(
        `${snippet({
          url: '/dist/dataflux-rum-0.1.0.js',
          fallback: BUNDLE,
          'time-limit': '0.5',
        })}<script>${initCall()}; DATAFLUX_RUM.addAction('kept')</script>`,
      ),
    )
    await tab.goto(url)
    await untilLoaded(tab)

    await run(
      tab,
      `window.first = DATAFLUX_RUM; addEventListener('load', () => { window.isLate = true })`,
    )
    release()
    await until(tab, 'window.isLate') // the page's load event waits for every script
    expect(await tab.evaluate('window.first === DATAFLUX_RUM')).toBe(true)
    await run(tab, `DATAFLUX_RUM.addAction('again')`)
    await expect
      .poll(() => intake.points('action').map(({ fields }) => fields['action_name']))
      .toEqual(['kept', 'again'])
    expect(await heard(tab)).toEqual([])
  })
})

test('the only address outlasts the time limit: there is nothing else to try, and nothing is lost', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const release = site.hold(BUNDLE)
  const url = site.page(
    '/slow',
    toRecordingPage(
      `${snippet({ url: BUNDLE, 'time-limit': '0.5' })}<script>${initCall()}; DATAFLUX_RUM.addAction('kept')</script>`,
    ),
  )
  await tab.goto(url)
  await until(tab, 'performance.now() > 1500')
  release()

  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(await heard(tab)).toEqual([])
})

test('all addresses dead and 5,000 calls: nothing throws, nothing is kept', async ({
  tab,
  site,
}) => {
  const url = site.page(
    '/dead',
    toRecordingPage(`${snippet({ url: '/nowhere.js', fallback: '/nowhere-else.js' })}<script>
      DATAFLUX_RUM.init({}); DATAFLUX_RUM.addAction('lost')</script>`),
  )
  await tab.goto(url)
  await until(tab, GIVEN_UP)

  const left = await run(
    tab,
    `for (var i = 0; i < 5000; i++) DATAFLUX_RUM.addAction('lost')
     setTimeout(function () { throw new Error('of the page') })
     return [DATAFLUX_RUM.q.length, document.querySelectorAll('script[src]').length]`,
  )
  await until(tab, 'heard.length === 1')
  expect(left).toEqual([0, 2])
  expect(await tab.evaluate('DATAFLUX_RUM.q.length')).toBe(0)
  expect(await heard(tab)).toEqual(['uncaught: of the page'])
})

test('with a dead CDN the console has no error but the browser’s own about the file', async ({
  tab,
  site,
}) => {
  test.skip(tab.consoleErrors === undefined, 'WebKitGTK tells nobody what its console has')
  const dead = `${site.url}/nowhere.js`
  await tab.goto(
    site.page(
      '/console',
      toRecordingPage(`${snippet({ url: dead })}<script>DATAFLUX_RUM.init({})</script>`),
    ),
  )
  await until(tab, GIVEN_UP)

  const others = tab.consoleErrors?.filter((line) => !line.includes('nowhere.js'))
  expect(others).toEqual([])
  expect(await heard(tab)).toEqual([])
})

test('a bundle that throws while it starts is an error of its own, not of the page', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  site.page('/broken.js', 'throw new Error("broken bundle")', { 'content-type': 'text/javascript' })
  const url = site.page(
    '/broken',
    toRecordingPage(`${snippet({ url: '/broken.js', fallback: BUNDLE })}<script>
      ${initCall()}; DATAFLUX_RUM.addAction('kept')</script>`),
  )
  await tab.goto(url)
  await untilLoaded(tab)

  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(intake.points('error')).toEqual([])
})

/** Hashes of the built files, as `npm run snippet -- --integrity auto` would give them. */
function builtHash(): Record<string, string> {
  const hashes = JSON.parse(readFileSync('dist/integrity.json', 'utf8'))
  return {
    integrity: hashes['dataflux-rum.js'],
    'legacy-integrity': hashes['dataflux-rum.legacy.js'],
  }
}
