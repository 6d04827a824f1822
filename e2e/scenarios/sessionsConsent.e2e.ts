import type { Tab } from '../support/engines/engine.ts'
import { activity, advance, ask, idOf, storedIn, UUID } from '../support/session/page.ts'
import { expectActions, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const GLOBALS = `[fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send,
  history.pushState, history.replaceState, console.error, console.warn, console.log]`

const REMEMBER_GLOBALS = `window.before = ${GLOBALS}`

/** Nothing of ours is on the page: no patched global, and not one entry in any storage. */
async function expectUntouched(tab: Tab): Promise<void> {
  expect(await tab.evaluate(`${GLOBALS}.every((each, index) => each === before[index])`)).toBe(true)
  expect(
    await tab.evaluate('[document.cookie, localStorage.length, sessionStorage.length]'),
  ).toEqual(['', 0, 0])
  await expect
    .poll(() => tab.evaluate('indexedDB.databases().then((all) => all.length)')) // deleted when it can be
    .toBe(0)
}

test.describe(`trackingConsent: 'granted', the default`, () => {
  test('collects and stores', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { options: { trackingConsent: 'granted' } })
    const id = await idOf(tab)
    await ask(tab, `addAction('a')`)
    await expect.poll(() => storedIn(tab)).toContain(String(id))
    await leave(tab)
    await expectActions(intake, { a: id })
  })
})

test.describe(`trackingConsent: 'pending'`, () => {
  const options = { trackingConsent: 'pending' }

  test('keeps events in memory, stores nothing and sends nothing', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options })
    await ask(tab, `addAction('a')`)
    await advance(tab, 60)
    expect(await tab.evaluate('[document.cookie, localStorage.length]')).toEqual(['', 0])
    await leave(tab)
    expect(intake.requests).toEqual([])
  })

  test('granted: what waited is sent, each event with its own time, and the session is stored', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options, code: `DATAFLUX_RUM.addAction('early')` })
    const at = Number(await tab.evaluate('Date.now()'))
    await advance(tab, 60)
    await ask(tab, `setTrackingConsent('granted')`)
    const id = await idOf(tab)
    expect(id).toMatch(UUID)
    await ask(tab, `addAction('late')`)
    await expect.poll(() => storedIn(tab)).toContain(String(id))
    await leave(tab)
    await expectActions(intake, { early: id, late: id })
    const early = intake.points('action').find(({ fields }) => fields['action_name'] === 'early')
    expect(Math.abs((early?.time ?? 0) - at)).toBeLessThan(30_000)
  })

  test('granted, where an earlier page has a session: it is resumed', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const id = await idOf(tab)
    await expect.poll(() => storedIn(tab)).toContain(String(id))
    await visit(tab, { options, code: `DATAFLUX_RUM.addAction('early')` })
    await ask(tab, `setTrackingConsent('granted')`)
    await expect.poll(() => idOf(tab)).toBe(id)
    await leave(tab)
    await expectActions(intake, { early: id })
  })

  test('not granted: what waited is gone', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { options, before: REMEMBER_GLOBALS })
    await ask(tab, `addAction('a')`)
    await ask(tab, `setTrackingConsent('not-granted')`)
    await advance(tab, 60)
    await expectUntouched(tab)
    await leave(tab)
    expect(intake.requests).toEqual([])
  })
})

test.describe(`trackingConsent: 'not-granted'`, () => {
  const options = { trackingConsent: 'not-granted' }

  test('no observer, no patched global, no request, no storage at all; calls answer and do nothing', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options, before: REMEMBER_GLOBALS })
    await ask(tab, `addAction('a')`)
    await ask(tab, `addDebugSession('one')`)
    await ask(tab, 'startSession(1234567890)')
    await activity(tab)
    await advance(tab, 60)
    expect(await idOf(tab)).toBe(null)
    await expectUntouched(tab)
    await leave(tab)
    expect(intake.requests).toEqual([])
  })

  test('deletes what an earlier page has stored', async ({ tab, visit }) => {
    await visit(tab)
    await expect.poll(() => storedIn(tab)).toContain('~')
    await visit(tab, { options, before: REMEMBER_GLOBALS })
    await expectUntouched(tab)
  })

  test('granted later: collection begins, in a view that begins then', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options })
    await advance(tab, 60)
    const at = Number(await tab.evaluate('Date.now()'))
    await ask(tab, `setTrackingConsent('granted')`)
    const id = await idOf(tab)
    expect(id).toMatch(UUID)
    await ask(tab, `addAction('a')`)
    await leave(tab)
    await expectActions(intake, { a: id })
    await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
    expect(intake.points().every(({ time }) => time >= at)).toBe(true)
  })
})

test.describe('consent withdrawn', () => {
  for (const [persistence, name] of [
    [undefined, 'the cookie'],
    [['localStorage'], 'localStorage'],
  ] as const) {
    test(`the session ends, ${name} is erased, nothing more is sent, no global stays patched`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab, { options: { persistence }, before: REMEMBER_GLOBALS })
      await advance(tab, 4)
      await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
      const sent = intake.requests.length
      await ask(tab, `addAction('not sent any more')`)
      await ask(tab, `setTrackingConsent('not-granted')`)
      expect(await idOf(tab)).toBe(null)
      expect(await ask(tab, 'getSession()')).toBeUndefined()
      await expectUntouched(tab)
      await ask(tab, `addAction('nor that')`)
      await activity(tab)
      await advance(tab, 1000)
      await tab.evaluate(`visibility.set('hidden')`)
      await tab.evaluate(`visibility.set('visible')`)
      await expectUntouched(tab)
      await leave(tab)
      await visit(tab, { options: { persistence, trackingConsent: 'not-granted' } })
      expect(intake.requests.length).toBe(sent)
      expect(intake.points('action')).toEqual([])
    })
  }

  test('and given again: a new session, and a new view', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const [id, sid] = [await idOf(tab), await ask(tab, 'getSession().sid')]
    await advance(tab, 4)
    await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok'])
    await ask(tab, `setTrackingConsent('not-granted')`)
    await advance(tab, 10)
    await ask(tab, `setTrackingConsent('granted')`)
    const next = await idOf(tab)
    expect(next).toMatch(UUID)
    expect(next).not.toBe(id)
    await ask(tab, `addAction('again')`)
    await leave(tab)
    await expectActions(intake, { again: next })
    await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok'])
  })
})
