import { restore, WITH_BFCACHE } from '../support/backForward.ts'
import { toPage } from '../support/loadingModes.ts'
import {
  activity,
  ask,
  idOf,
  setVisibility,
  sidOf,
  storedIn,
  toSessionPage,
  UUID,
} from '../support/session/page.ts'
import { expectActions, expectSound, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/test.ts'

test.use({ launchOptions: WITH_BFCACHE })

/** Remembers that the page came back, after a sleep that its timers knew nothing of. */
const RETURNS = `
  window.sleepOnReturn = 0
  addEventListener('pageshow', function (event) {
    if (event.persisted) { clock.sleep(sleepOnReturn); window.isRestored = true }
  }, true)`

test.describe('the back/forward cache', () => {
  test('restored before expiry: the SDK did not keep the page out of it, the id goes on, a click later too', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    await page.goto(site.page('/a', toSessionPage({ initCall: initCall(), before: RETURNS })))
    const [id, sid] = [await idOf(page), await sidOf(page)]
    await ask(page, `addAction('before')`)
    await page.evaluate('clock.advance(4000)')
    await expect.poll(() => intake.points('action').length).toBe(1)
    await page.goto(site.page('/b', toSessionPage({ initCall: initCall() })))
    expect(await idOf(page)).toBe(id)
    await restore(page)
    expect(await idOf(page)).toBe(id)
    await ask(page, `addAction('restored')`)
    await page.goto('about:blank')

    await expectActions(intake, { before: id, restored: id })
    expect(statusesOf(intake, sid).every((status) => status === 'ok')).toBe(true)
    expectSound(intake)
  })

  test('a page that takes its time to leave, while another tab begins: it is not cut off, and its last events arrive', async ({
    context,
    page,
    site,
    intake,
    initCall,
  }) => {
    const busy = `addEventListener('pagehide', function () {
      DATAFLUX_RUM.addAction('last')
      navigator.sendBeacon('/leaving')
      for (var end = performance.now() + 1000; performance.now() < end;);
    }, true)`
    await page.goto(site.page('/busy', toSessionPage({ initCall: initCall(), before: busy })))
    const id = await idOf(page)
    await expect.poll(() => storedIn(page)).toMatch(/\|v~\w/)
    const other = await context.newPage()
    const url = site.page('/other', toSessionPage({ initCall: initCall() }))
    const left = page.goto('about:blank')
    await expect.poll(() => site.requests).toContain('/leaving')
    await other.goto(url)
    await left
    expect(await idOf(other)).toBe(id)
    await ask(other, `addAction('next')`)
    await other.goto('about:blank')
    await expectActions(intake, { last: id, next: id })
  })

  test('restored after expiry: as activity: the old one ends, a new one begins in a view of its own', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    await page.goto(site.page('/a', toSessionPage({ initCall: initCall(), before: RETURNS })))
    const [id, sid] = [await idOf(page), await sidOf(page)]
    await ask(page, `addAction('before')`)
    await page.evaluate('clock.advance(4000); sleepOnReturn = 1000000')
    await expect.poll(() => intake.points('action').length).toBe(1)
    await page.goto(site.page('/plain', toPage('')))
    await restore(page)
    const next = await idOf(page)
    expect(next).toMatch(UUID)
    expect(next).not.toBe(id)
    await ask(page, `addAction('restored')`)
    await page.goto('about:blank')

    await expectActions(intake, { before: id, restored: next })
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    expectSound(intake)
  })

  test('restored where another page has changed the id: adopted', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    await page.goto(site.page('/a', toSessionPage({ initCall: initCall(), before: RETURNS })))
    await page.evaluate('clock.advance(4000)')
    await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
    await page.goto(site.page('/b', toSessionPage({ initCall: initCall() })))
    await ask(page, 'startSession(1234567890)')
    await restore(page)
    expect(await idOf(page)).toBe(1234567890)
    await ask(page, `addAction('restored')`)
    await page.goto('about:blank')
    await expectActions(intake, { restored: 1234567890 })
    expectSound(intake)
  })
})

test.describe('a frozen tab', () => {
  test('resumed after expiry: ends, and no new id until activity; resumed before it: goes on', async ({
    page,
    context,
    site,
    intake,
    initCall,
  }) => {
    await page.goto(site.page('/frozen', toSessionPage({ initCall: initCall() })))
    const [id, sid] = [await idOf(page), await sidOf(page)]
    const devtools = await context.newCDPSession(page)
    const setState = (state: 'frozen' | 'active') =>
      devtools.send('Page.setWebLifecycleState', { state })
    await setVisibility(page, 'hidden')
    await setState('frozen')
    await setState('active')
    await setVisibility(page, 'visible')
    expect(await idOf(page)).toBe(id)
    await setVisibility(page, 'hidden')
    await setState('frozen')
    await setState('active')
    await page.evaluate('clock.sleep(901000)')
    await setVisibility(page, 'visible')
    expect(await idOf(page)).toBe(null)
    await activity(page)
    expect(await idOf(page)).toMatch(UUID)
    expect(await idOf(page)).not.toBe(id)
    await page.goto('about:blank')
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    expectSound(intake)
  })

  test('a hidden page holds no lock, so that it may be frozen; a visible one holds one', async ({
    page,
    site,
    initCall,
  }) => {
    await page.goto(site.page('/locks', toSessionPage({ initCall: initCall() })))
    const held = `navigator.locks.query().then((all) => all.held.filter((lock) => lock.name.startsWith('_dfrum_')).length)`
    await expect.poll(() => page.evaluate(held)).toBe(1)
    await setVisibility(page, 'hidden')
    await expect.poll(() => page.evaluate(held)).toBe(0)
    await setVisibility(page, 'visible')
    await expect.poll(() => page.evaluate(held)).toBe(1)
  })
})
