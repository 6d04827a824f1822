import { run } from '../support/engines/loaderPage.ts'
import { ONE_ENGINE } from '../support/engines/test.ts'
import {
  activity,
  advance,
  ask,
  idOf,
  setVisibility,
  sidOf,
  storedIn,
  UUID,
} from '../support/session/page.ts'
import { expectActions, healthOf, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

test.describe('init', () => {
  test('stored M: resumed, however long ago', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await ask(tab, 'startSession(1234567890).sid')
    await visit(tab, { later: 30 * 86_400, code: `DATAFLUX_RUM.addAction('a month later')` })
    expect(await idOf(tab)).toBe(1234567890)
    expect(await sidOf(tab)).toBe(sid)
    await leave(tab)
    await expectActions(intake, { 'a month later': 1234567890 })
    await expect.poll(() => healthOf(intake, sid).filter(({ init }) => init).length).toBe(1)
  })

  test('live A: resumed and extended', async ({ tab, visit }) => {
    await visit(tab)
    const id = await idOf(tab)
    await visit(tab, { later: 890 })
    expect(await idOf(tab)).toBe(id)
    await visit(tab, { later: 1780 })
    expect(await idOf(tab)).toBe(id)
  })

  test('A absent: the id is there when init returns', async ({ tab, visit }) => {
    await visit(tab, { code: 'window.atOnce = DATAFLUX_RUM.getSessionId()' })
    expect(await tab.evaluate('window.atOnce')).toMatch(UUID)
    expect(await idOf(tab)).toBe(await tab.evaluate('window.atOnce'))
  })

  test('A expired: the old record is closed once, with the end of its last activity, and a new A begins', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const [id, sid] = [await idOf(tab), await sidOf(tab)]
    await visit(tab, { later: 5000 })
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(id)
    await visit(tab, { later: 5010 })
    await leave(tab)

    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    const [closed] = healthOf(intake, sid).filter(({ status }) => status === 'exited')
    expect(closed?.duration).toBeLessThan(60)
    expect(closed?.point.fields['session_record_id']).toBe(id)
  })
})

test.describe('activity', () => {
  const KINDS: Readonly<Record<string, string>> = {
    pointer: `window.dispatchEvent(new Event('pointerdown'))`,
    key: `window.dispatchEvent(new Event('keydown'))`,
    touch: `window.dispatchEvent(new Event('touchstart'))`,
    wheel: `window.dispatchEvent(new Event('wheel'))`,
    'route change': `history.pushState({}, '', '/page/' + Date.now())`,
    addAction: `DATAFLUX_RUM.addAction('a')`,
    addError: `DATAFLUX_RUM.addError('e')`,
  }
  /** Kinds that stand for the others on every engine: a listener of the window, and a patched method. */
  const ON_ALL = ['pointer', 'route change']
  for (const [kind, cause] of Object.entries(KINDS)) {
    const details = ON_ALL.includes(kind) ? {} : ONE_ENGINE
    test(
      `${kind}: A live: extends it; A expired: ends the old one and starts a new A`,
      details,
      async ({ tab, visit, leave, intake }) => {
        await visit(tab)
        const [id, sid] = [await idOf(tab), await sidOf(tab)]
        for (let serial = 0; serial < 3; serial++) {
          await advance(tab, 890)
          await run(tab, cause)
          expect(await idOf(tab)).toBe(id)
        }
        await advance(tab, 901)
        expect(await idOf(tab)).toBe(null)
        await run(tab, cause)
        expect(await idOf(tab)).toMatch(UUID)
        expect(await idOf(tab)).not.toBe(id)
        await leave(tab)

        await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
      },
    )
  }

  test('a real click does', async ({ tab, visit }) => {
    await visit(tab)
    await advance(tab, 901)
    expect(await idOf(tab)).toBe(null)
    await tab.click('button')
    expect(await idOf(tab)).toMatch(UUID)
  })

  test('never extends beyond the maximum: A ends after 4 hours, however busy the page is', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const [id, sid] = [await idOf(tab), await sidOf(tab)]
    await run(
      tab,
      `for (var i = 0; i < 239; i++) { clock.sleep(60000); window.dispatchEvent(new Event('keydown')) }`,
    )
    expect(await idOf(tab)).toBe(id)
    await advance(tab, 60)
    expect(await idOf(tab)).toBe(null)
    await activity(tab)
    await leave(tab)

    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    const [closed] = healthOf(intake, sid).filter(({ status }) => status === 'exited')
    expect(closed?.duration).toBeGreaterThanOrEqual(14_399)
    expect(closed?.duration).toBeLessThanOrEqual(14_400)
  })

  test('is written at most every 30 s, and at hide', async ({ tab, visit }) => {
    await visit(tab, {
      before: `
        window.writes = 0
        var cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
        Object.defineProperty(document, 'cookie', {
          get: function () { return cookie.get.call(document) },
          set: function (text) { if (/^_dfrum_s1=/.test(text)) writes++; cookie.set.call(document, text) },
        })`,
    })
    await advance(tab, 4)
    await expect.poll(() => storedIn(tab)).toContain('~')
    const stored = await storedIn(tab)
    // 29 seconds at the wheel, in one task: what the intake answers meanwhile is written, too.
    const whileScrolling = await tab.evaluate(`(function () {
      var before = writes
      for (var i = 0; i < 25; i++) { clock.sleep(1000); window.dispatchEvent(new Event('wheel')) }
      return writes - before
    })()`)
    expect(whileScrolling).toBe(0)
    await setVisibility(tab, 'hidden')
    expect(await storedIn(tab)).not.toBe(stored)
    await setVisibility(tab, 'visible')
    await run(
      tab,
      `window.writes = 0; for (var i = 0; i < 600; i++) { clock.sleep(1000); window.dispatchEvent(new Event('wheel')) }`,
    )
    await advance(tab, 2)
    expect(await tab.evaluate('writes')).toBeLessThanOrEqual(21)
  })
})

test.describe('expiry', () => {
  test('the timer: ends at the 15th idle minute, not before; no new id until activity', async ({
    tab,
    visit,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await advance(tab, 890)
    expect(await idOf(tab)).toMatch(UUID)
    await advance(tab, 14)
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    expect(await idOf(tab)).toBe(null)
    await advance(tab, 3600)
    expect(await idOf(tab)).toBe(null)
  })

  test('the page becomes visible after it, with timers that never fired: ends; no new id until activity', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    const id = await idOf(tab)
    await setVisibility(tab, 'hidden')
    await tab.evaluate('clock.sleep(901000)')
    await setVisibility(tab, 'visible')
    expect(await idOf(tab)).toBe(null)
    await activity(tab)
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(id)
  })

  test('the storage is read first: another tab was active, so nothing ends', async ({
    tab,
    profile,
    visit,
  }) => {
    await visit(tab)
    const id = await idOf(tab)
    await advance(tab, 600)
    const other = await profile.openTab()
    await visit(other, { later: 600 })
    await activity(other)
    await setVisibility(other, 'hidden')
    expect(await idOf(other)).toBe(id)
    await advance(tab, 301)
    expect(await idOf(tab)).toBe(id)
    await advance(tab, 600)
    expect(await idOf(tab)).toBe(null)
  })

  test('the instant itself is expired', async ({ tab, visit }) => {
    await visit(tab)
    await expect.poll(() => storedIn(tab)).toContain('~')
    // From here on the clock stands at the given number of ms before the end.
    const at = (ms: number) =>
      tab.evaluate(`(function () {
        var parts = document.cookie.match(/_dfrum_s1=([^;]*)/)[1].split('|').find(function (part) { return part[0] === 'a' }).split('~')
        var end = parseInt(parts[2], 36) + parseInt(parts[3], 36)
        Date.now = function () { return end - ${ms} }
        return DATAFLUX_RUM.getSessionId()
      })()`)
    expect(await at(1)).toMatch(UUID)
    expect(await at(0)).toBe(null)
  })
})
