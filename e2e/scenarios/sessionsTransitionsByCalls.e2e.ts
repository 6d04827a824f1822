import { toSessionKey } from '../../bundle/src/session/sessionStorage.ts'
import { run } from '../support/engines/loaderPage.ts'
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

const MADE = /^\d{13}$/

test.describe('startSession', () => {
  test('over A: ends the open record, M is the id, a new record', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    const manual = await ask(tab, 'startSession(1234567890).sid')
    expect(manual).not.toBe(sid)
    await leave(tab)
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    await expect.poll(() => statusesOf(intake, manual)).toContain('ok')
  })

  test('over M: the same', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const first = await ask(tab, 'startSession(1234567890).sid')
    const second = await ask(tab, 'startSession(1234567891).sid')
    expect(await idOf(tab)).toBe(1234567891)
    await leave(tab)
    await expect.poll(() => statusesOf(intake, first).at(-1)).toBe('exited')
    await expect.poll(() => statusesOf(intake, second)).toContain('ok')
  })
})

test.describe('endSession', () => {
  for (const [kind, start] of [
    ['M', 'startSession(1234567890)'],
    ['A', 'getSessionId()'],
  ] as const) {
    test(`${kind}: closed, sent once, slots empty; no id until the next page, even with activity`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab)
      await ask(tab, start)
      const [id, sid] = [await idOf(tab), await sidOf(tab)]
      await ask(tab, 'endSession()')
      await activity(tab)
      await advance(tab, 1000)
      await ask(tab, `addAction('after')`)
      expect(await idOf(tab)).toBe(null)
      expect(await ask(tab, 'getSession()')).toBeUndefined()
      await visit(tab)
      expect(await idOf(tab)).toMatch(UUID)
      expect(await idOf(tab)).not.toBe(id)
      await leave(tab)

      await expectActions(intake, { after: undefined })
      await expect
        .poll(() => statusesOf(intake, sid).filter((status) => status !== 'ok'))
        .toEqual(['exited'])
    })
  }

  test('only D active: ends what is underneath; D stays', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await ask(tab, `addDebugSession('one')`)
    await ask(tab, 'endSession()')
    expect(await idOf(tab)).toBe('one')
    expect(await ask(tab, 'getSession()')).toBeUndefined()
    await ask(tab, `addAction('debugged')`)
    await ask(tab, 'clearDebugSession()')
    expect(await idOf(tab)).toBe(null)
    await leave(tab)
    await expectActions(intake, { debugged: 'one' })
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
  })
})

test.describe('setUser', () => {
  test('none → u1: the id is kept, did is set, one update', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const [id, sid] = [await idOf(tab), await sidOf(tab)]
    await advance(tab, 4)
    await expect.poll(() => healthOf(intake, sid).length).toBe(1)
    await ask(tab, `setUser({ id: 'u1' })`)
    expect(await idOf(tab)).toBe(id)
    await advance(tab, 4)
    await ask(tab, `addAction('a')`)
    await advance(tab, 4)
    await expectActions(intake, { a: id })
    await expect.poll(() => healthOf(intake, sid).map(({ did }) => did)).toEqual([undefined, 'u1'])
    await leave(tab)
  })

  test('u1 → u1: the id is kept, on this page and the next', async ({ tab, visit }) => {
    const code = `DATAFLUX_RUM.setUser({ id: 'u1', name: 'Ada' })`
    await visit(tab, { code })
    const [id, sid] = [await idOf(tab), await sidOf(tab)]
    await run(tab, code)
    await visit(tab, { code })
    expect([await idOf(tab), await sidOf(tab)]).toEqual([id, sid])
  })

  for (const [kind, start, pattern] of [
    ['A', 'getSessionId()', UUID],
    ['M', 'startSession(1234567890)', MADE],
  ] as const) {
    test(`u1 → u2 under ${kind}: end, and a new session of the same kind; D unchanged`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab)
      await ask(tab, start)
      await ask(tab, `setUser({ id: 'u1' })`)
      const [id, sid] = [await idOf(tab), await sidOf(tab)]
      await ask(tab, `addDebugSession('one')`)
      await ask(tab, `setUser({ id: 'u2' })`)
      expect(await idOf(tab)).toBe('one')
      await ask(tab, 'clearDebugSession()')
      expect(await idOf(tab)).not.toBe(id)
      expect(String(await idOf(tab))).toMatch(pattern)
      expect(await ask(tab, 'getSession().did')).toBe('u2')
      await leave(tab)
      await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    })
  }

  test('u1 → u2 on the next page, too', async ({ tab, visit }) => {
    await visit(tab, { code: `DATAFLUX_RUM.setUser({ id: 'u1' })` })
    const id = await idOf(tab)
    await visit(tab, { code: `DATAFLUX_RUM.setUser({ id: 'u2' })` })
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(id)
  })

  test('u1 → u2 after endSession(): ended stays ended', async ({ tab, visit }) => {
    await visit(tab, { code: `DATAFLUX_RUM.setUser({ id: 'u1' }); DATAFLUX_RUM.endSession()` })
    await ask(tab, `setUser({ id: 'u2' })`)
    expect(await idOf(tab)).toBe(null)
  })

  test('clearUser and setUser(null): the id is kept', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { code: `DATAFLUX_RUM.setUser({ id: 'u1' })` })
    const id = await idOf(tab)
    await ask(tab, 'clearUser()')
    expect(await idOf(tab)).toBe(id)
    await ask(tab, `setUser({ id: 'u1' })`)
    await ask(tab, 'setUser(null)')
    expect(await ask(tab, 'getUser()')).toEqual({})
    await ask(tab, `addAction('anonymous')`)
    await leave(tab)
    await expectActions(intake, { anonymous: id })
  })
})

test.describe('other tabs', () => {
  test('another tab changed the id: adopted, with a new view, no second start, no second init', async ({
    tab,
    profile,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await ask(tab, `addAction('before')`)
    const id = await idOf(tab)
    const other = await profile.openTab()
    await visit(other)
    const sid = await ask(other, 'startSession(1234567890).sid')
    await expect.poll(() => idOf(tab)).toBe(1234567890)
    await expect.poll(() => sidOf(tab)).toBe(sid)
    await ask(tab, `addAction('after')`)
    await ask(other, `addAction('there')`)
    await leave(other)
    await leave(tab)

    await expectActions(intake, { before: id, after: 1234567890, there: 1234567890 })
    await expect.poll(() => healthOf(intake, sid).filter(({ init }) => init).length).toBe(1)
  })

  test('another tab ended it: this one has no id either, and the end is told once', async ({
    tab,
    profile,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    const other = await profile.openTab()
    await visit(other)
    await ask(other, 'endSession()')
    await expect.poll(() => idOf(tab)).toBe(null)
    await leave(tab)
    await leave(other)
    await expect
      .poll(() => statusesOf(intake, sid).filter((status) => status !== 'ok'))
      .toEqual(['exited'])
  })
})

test.describe('the storage and the clock', () => {
  test('the stored entry vanished: treated as expired, and the old id is never written back', async ({
    appId,
    tab,
    visit,
  }) => {
    await visit(tab)
    const id = String(await idOf(tab))
    await expect.poll(() => storedIn(tab)).toContain(id)
    await run(tab, `document.cookie = '${toSessionKey(appId)}=;path=/;max-age=0'`)
    expect(await idOf(tab)).toBe(null)
    await setVisibility(tab, 'hidden')
    await setVisibility(tab, 'visible')
    expect(String(await storedIn(tab))).not.toContain(id)
    await activity(tab)
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(id)
    await expect.poll(() => storedIn(tab)).toContain(String(await idOf(tab)))
  })

  test('the clock goes back: the id is kept, and durations are ≥ 0', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const [id, sid] = [await idOf(tab), await sidOf(tab)]
    await run(tab, 'clock.setBack(3 * 3600 * 1000)')
    await activity(tab)
    expect(await idOf(tab)).toBe(id)
    expect(await ask(tab, 'getSession().duration')).toBeGreaterThanOrEqual(0)
    // expire := now + timeout, by the clock as it is now.
    await advance(tab, 890)
    expect(await idOf(tab)).toBe(id)
    await advance(tab, 11)
    expect(await idOf(tab)).toBe(null)
    await leave(tab)
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
  })

  test('the clock goes back between two pages: the id is kept', async ({ tab, visit }) => {
    await visit(tab, { later: 3 * 3600 })
    const id = await idOf(tab)
    await visit(tab)
    expect(await idOf(tab)).toBe(id)
    expect(await ask(tab, 'getSession().duration')).toBeGreaterThanOrEqual(0)
    expect(await ask(tab, 'getSession().duration')).toBeLessThan(60)
  })

  test('the clock goes forward beyond the timeout: as expired', async ({ tab, visit }) => {
    await visit(tab)
    const id = await idOf(tab)
    await run(tab, 'clock.setBack(-3600 * 1000)')
    expect(await idOf(tab)).toBe(null)
    await activity(tab)
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(id)
  })
})
