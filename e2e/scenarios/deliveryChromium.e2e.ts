import {
  act,
  addActions,
  arrived,
  expectArrived,
  expectStored,
  names,
  storedLines,
  toRumPage,
  untilAsked,
} from '../support/delivery.ts'
import { expect, test } from '../support/test.ts'

/** Rows of delivery that only Chromium's DevTools and Playwright's clock can drive. */

test('a renderer that is killed a second after its events: the next page sends them', async ({
  page,
  context,
  site,
  intake,
  collector,
  appId,
  initCall,
}) => {
  await intake.behave({ status: 503 })
  await page.goto(site.page('/killed', toRumPage(initCall())))
  await act(page, 20)
  const stored = async () =>
    ((await page.evaluate(storedLines(appId))) as string[]).filter((line) =>
      line.startsWith('action'),
    )
  await expect.poll(async () => (await stored()).length, { timeout: 5000 }).toBe(20)
  const devtools = await context.newCDPSession(page)
  devtools.send('Page.crash').catch(() => {}) // never answers: the renderer is gone
  await page.waitForEvent('crash')
  await intake.behave('pass')
  const next = await context.newPage()
  await next.goto(site.page('/next', toRumPage(initCall())))
  await expectArrived(intake, names(20))
  await expectStored(collector, appId, names(20))
})

test('closing the tab right after 30 events loses none', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.goto(site.page('/closed', toRumPage(initCall())))
  await act(page, 30)
  await page.close({ runBeforeUnload: true })
  await expectArrived(intake, names(30))
})

test('offline for a while: all arrives when the network is back', async ({
  page,
  context,
  site,
  intake,
  initCall,
}) => {
  await page.goto(site.page('/offline', toRumPage(initCall())))
  await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
  await context.setOffline(true)
  const failed = page.waitForEvent('requestfailed')
  await act(page, 60)
  await failed
  await context.setOffline(false)
  await expectArrived(intake, names(60))
})

test('an intake that refuses connections for a while gets all 60 events afterwards', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.goto(site.page('/refused', toRumPage(initCall())))
  await intake.behave('refuse')
  const failed = page.waitForEvent('requestfailed')
  await act(page, 60)
  await failed
  await intake.behave('pass')
  await expectArrived(intake, names(60))
})

const HIDE = `
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`

test('a tab that is hidden while the intake answers 503 sends it again, once', async ({
  page,
  site,
  intake,
  collector,
  appId,
  initCall,
}) => {
  await page.goto(site.page('/hidden', toRumPage(initCall())))
  await intake.behave({ status: 503 })
  await act(page, 20, HIDE)
  await untilAsked(intake)
  await intake.behave('pass')
  await expectArrived(intake, names(20))
  await expectStored(collector, appId, names(20))
})

test('a page that stays after its `beforeunload` goes on as before', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const code = `addEventListener('beforeunload', (event) => event.preventDefault())`
  await page.goto(site.page('/stays', toRumPage(initCall({ trackUserInteractions: false }), code)))
  await page.mouse.click(10, 10) // a page that nobody has touched may not ask
  page.once('dialog', (dialog) => dialog.dismiss())
  await act(page, 5, `setTimeout(() => (location.href = 'about:blank'))`)
  await page.waitForEvent('dialog')
  await page.evaluate(addActions(5, 'b'))
  await expectArrived(intake, [...names(5), ...names(5, 'b')])
})

test('a frozen page goes on when it thaws, though the clock has jumped', async ({
  page,
  context,
  site,
  intake,
  initCall,
}) => {
  await intake.behave({ status: 503 })
  await page.goto(site.page('/frozen', toRumPage(initCall())))
  await act(page, 20)
  await untilAsked(intake)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
  await intake.behave('pass')
  await devtools.send('Page.setWebLifecycleState', { state: 'active' })
  await page.evaluate(`(() => {
    const { now } = Date
    Date.now = () => now() + 8 * 3600_000
    ${addActions(5, 'b')}
  })()`)
  await expectArrived(intake, [...names(20), ...names(5, 'b')])
})

test('a clock that is a day off, either way, changes nothing', async ({
  page,
  context,
  site,
  intake,
  initCall,
}) => {
  const skew = (days: number) =>
    `{ const { now } = Date; Date.now = () => now() + ${days * 86_400_000} }`
  await intake.behave({ status: 503 })
  await page.goto(site.page('/fast', toRumPage(skew(1), initCall())))
  await act(page, 5)
  await page.goto(site.page('/plain', '<!doctype html>'))
  await intake.behave('pass')
  const next = await context.newPage()
  await next.goto(site.page('/slow', toRumPage(skew(-1), `${initCall()};${addActions(5, 'b')}`)))
  await expectArrived(intake, [...names(5), ...names(5, 'b')])
})

test('a blocker that stops beacons stops nothing of ours', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.route('**', (route) =>
    route.request().resourceType() === 'ping' ? route.abort() : route.fallback(),
  )
  await page.goto(site.page('/blocked', toRumPage(initCall())))
  await act(page, 30, `location.href = '${site.page('/plain', '<!doctype html>')}'`)
  await expectArrived(intake, names(30))
})

test('over a slow link, an error of 100 KB and an action of 20 KB before a navigation arrive', async ({
  page,
  context,
  site,
  intake,
  initCall,
}) => {
  await intake.behave('slow')
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 93_750,
    uploadThroughput: 93_750,
  })
  await page.goto(site.page('/slow', toRumPage(initCall())))
  const next = site.page('/next', toRumPage(initCall()))
  await page.evaluate(`(() => {
    DATAFLUX_RUM.addError(new Error('x'.repeat(100_000)))
    DATAFLUX_RUM.addAction('a0', { large: 'x'.repeat(20_000) })
    location.href = '${next}'
  })()`)
  await expectArrived(intake, names(1))
  await expect
    .poll(
      () => intake.points('error').map(({ fields }) => String(fields['error_message']).length),
      {
        timeout: 15_000,
      },
    )
    .toContain(100_000)
})

test('half an hour of outage costs a request a minute, and then all arrives', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.clock.install()
  await page.goto(site.page('/long', toRumPage(initCall())))
  await intake.behave({ status: 503 })
  await act(page, 100)
  for (let minute = 0; minute < 30; minute++) {
    await page.clock.runFor(60_000)
  }
  expect(intake.requestsSince()).toBeGreaterThan(5)
  expect(intake.requestsSince()).toBeLessThanOrEqual(37) // the first six come within a minute
  await intake.behave('pass')
  const minutePasses = async () => {
    await page.clock.runFor(60_000)
    return arrived(intake).length
  }
  await expect.poll(minutePasses, { timeout: 15_000 }).toBe(100)
})

test('a page that is idle sends nothing', async ({ page, site, intake, initCall }) => {
  let answered = 0
  page.on('response', (response) => {
    answered += response.request().method() === 'POST' ? 1 : 0
  })
  await page.clock.install()
  await page.goto(site.page('/idle', toRumPage(initCall())))
  // In small steps: to a request that is on its way a minute is too long. The load time is in the last of the start's lines.
  const isQuiet = async () => {
    await page.clock.runFor(1000)
    const isTold = intake.points('view').some(({ fields }) => fields['loading_time'])
    return isTold && answered === intake.requests.length
  }
  await expect.poll(isQuiet).toBe(true)
  const before = intake.requests.length
  await page.clock.runFor(600_000)
  expect(intake.requests.length).toBe(before)
})
