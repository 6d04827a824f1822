import type { BrowserContext, Page } from 'playwright/test'
import { toSessionKey } from '../../bundle/src/session/sessionStorage.ts'
import { storedLines } from '../support/delivery.ts'
import {
  ask,
  idOf,
  setVisibility,
  sidOf,
  storedIn,
  toSessionPage,
} from '../support/session/page.ts'
import { expectActions, expectSound, healthOf, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/test.ts'

async function kill(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  devtools.send('Page.crash').catch(() => {}) // never answers: the renderer is gone
  await crashed
}

/** The marks of the tabs in view. */
const marksOf = async (page: Page): Promise<string[]> =>
  /\|v~([^|]*)/
    .exec(String(await storedIn(page)))?.[1]
    ?.split('~')
    .filter(Boolean) ?? []

test.describe('a tab that was killed', () => {
  test('visible: the next page reports the session as abnormal, exactly once', async ({
    context,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page('/killed', toSessionPage({ initCall: initCall() }))
    const page = await context.newPage()
    await page.goto(url)
    const [id, sid] = [await idOf(page), await sidOf(page)]
    await expect.poll(() => marksOf(page)).toHaveLength(1)
    const [killed] = await marksOf(page)
    await page.evaluate('clock.advance(4000)')
    await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok'])
    await kill(context, page)

    for (let pages = 0; pages < 3; pages++) {
      const next = await context.newPage()
      await next.goto(url)
      expect(await idOf(next)).toBe(id)
      await next.evaluate('clock.advance(4000)')
      await expect
        .poll(async () => (await marksOf(next)).map((mark) => mark === killed))
        .toEqual([false])
      await ask(next, `addAction('${pages}')`)
      await next.goto('about:blank')
      await next.close()
    }
    await expectActions(intake, { 0: id, 1: id, 2: id })
    await expect
      .poll(() => statusesOf(intake, sid).filter((status) => status !== 'ok'))
      .toEqual(['abnormal'])
    expectSound(intake)
  })

  test('visible, and the session has expired since: closed as abnormal by the page that begins a new one', async ({
    context,
    site,
    intake,
    initCall,
  }) => {
    const page = await context.newPage()
    await page.goto(site.page('/killed', toSessionPage({ initCall: initCall() })))
    const sid = await sidOf(page)
    await expect.poll(() => marksOf(page)).toHaveLength(1)
    await page.evaluate('clock.advance(4000)')
    await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok'])
    await kill(context, page)

    const next = await context.newPage()
    await next.goto(site.page('/later', toSessionPage({ initCall: initCall(), later: 5000 })))
    expect(await sidOf(next)).not.toBe(sid)
    await next.evaluate('clock.advance(4000)')
    await next.goto('about:blank')
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('abnormal')
    expect(healthOf(intake, sid).at(-1)?.duration).toBeLessThan(60)
    expectSound(intake)
  })

  test('hidden (as one that was discarded): is normal', async ({
    context,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page('/hidden', toSessionPage({ initCall: initCall() }))
    const page = await context.newPage()
    await page.goto(url)
    const [id, sid] = [await idOf(page), await sidOf(page)]
    await expect.poll(() => marksOf(page)).toHaveLength(1)
    await setVisibility(page, 'hidden')
    expect(await marksOf(page)).toEqual([])
    await kill(context, page)

    const next = await context.newPage()
    await next.goto(url)
    expect(await idOf(next)).toBe(id)
    await next.evaluate('clock.advance(4000)')
    await ask(next, `addAction('next')`)
    await next.goto('about:blank')
    await expectActions(intake, { next: id })
    expect(statusesOf(intake, sid).every((status) => status === 'ok')).toBe(true)
    expectSound(intake)
  })

  test('visible, with another tab alive: the session goes on as ok', async ({
    context,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page('/two', toSessionPage({ initCall: initCall() }))
    const [alive, page] = [await context.newPage(), await context.newPage()]
    await alive.goto(url)
    await page.goto(url)
    const sid = await sidOf(page)
    await expect.poll(() => marksOf(alive)).toHaveLength(2)
    await kill(context, page)

    const next = await context.newPage()
    await next.goto(url)
    await next.evaluate('clock.advance(4000)')
    await ask(next, `addAction('next')`)
    await next.goto('about:blank')
    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(statusesOf(intake, sid).every((status) => status === 'ok')).toBe(true)
    expectSound(intake)
  })

  test('its mark is known although another tab left at the same instant, and wrote what it had read before', async ({
    appId,
    context,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page('/overwritten', toSessionPage({ initCall: initCall() }))
    const [alive, leaving] = [await context.newPage(), await context.newPage()]
    await leaving.goto(url)
    await expect.poll(() => marksOf(leaving)).toHaveLength(1)
    const before = await storedIn(leaving)
    await alive.goto(url)
    await expect.poll(() => marksOf(alive)).toHaveLength(2)
    const marks = await marksOf(alive)
    await leaving.evaluate(`document.cookie = '${toSessionKey(appId)}=${before};path=/'`)
    await expect.poll(async () => (await marksOf(alive)).sort()).toEqual(marks.sort())

    await setVisibility(leaving, 'hidden')
    await expect.poll(() => marksOf(alive)).toHaveLength(1)
    await leaving.evaluate(`document.cookie = '${toSessionKey(appId)}=${before};path=/'`)
    await expect
      .poll(() => marksOf(alive))
      .toEqual(marks.filter((mark) => !String(before).includes(mark)))
    expectSound(intake)
  })

  test('before anything of its session was sent: the next page tells that it began, once', async ({
    context,
    site,
    intake,
    appId,
    initCall,
  }) => {
    const release = site.hold('/never.png')
    const page = await context.newPage()
    const body = '<img src="/never.png" alt="">'
    const url = site.page('/loading', toSessionPage({ initCall: initCall() }, body))
    await page.goto(url, { waitUntil: 'commit' })
    await expect.poll(() => marksOf(page)).toHaveLength(1)
    const sid = await sidOf(page)
    await page.evaluate('clock.advance(1000)')
    await expect.poll(() => page.evaluate(storedLines(appId))).not.toEqual([])
    expect(intake.requests).toEqual([])
    await kill(context, page)
    release()

    const next = await context.newPage()
    await next.goto(site.page('/next', toSessionPage({ initCall: initCall() })))
    await next.evaluate('clock.advance(4000)')
    await expect.poll(() => healthOf(intake, sid).some(({ init }) => init)).toBe(true)
    await next.goto('about:blank')
    expectSound(intake)
  })
})
