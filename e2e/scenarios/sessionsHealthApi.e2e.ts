import { run } from '../support/engines/loaderPage.ts'
import { ONE_ENGINE } from '../support/engines/test.ts'
import { advance, ask, idOf, SID, sidOf, UUID } from '../support/session/page.ts'
import { expectActions, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const MADE = /^\d{13}$/

test.describe('captureSession(end?)', () => {
  for (const notTrue of ['', 'false', '1', `'true'`, '{}', 'null']) {
    const details = notTrue === '' ? {} : ONE_ENGINE
    test(
      `captureSession(${notTrue}) does not end it`,
      details,
      async ({ tab, visit, leave, intake }) => {
        await visit(tab)
        const sid = await sidOf(tab)
        await advance(tab, 4)
        await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok'])
        await ask(tab, `captureSession(${notTrue})`)
        expect(await ask(tab, 'getSession().status')).toBe('ok')
        await leave(tab)
        await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok', 'ok'])
      },
    )
  }

  test('captureSession(true) ends it', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await ask(tab, 'captureSession(true)')
    expect(await ask(tab, 'getSession()')).toBeUndefined()
    expect(await idOf(tab)).toBe(null)
    await leave(tab)
    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
  })

  test('nothing, if there is none or it is closed', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await ask(tab, 'endSession()')
    await ask(tab, 'captureSession()')
    await ask(tab, 'captureSession(true)')
    await ask(tab, `addAction('after')`)
    await leave(tab)
    await expectActions(intake, { after: undefined })
    await expect
      .poll(() => statusesOf(intake, sid).filter((status) => status !== 'ok'))
      .toEqual(['exited'])
  })
})

test.describe('getSession() and getSessionId()', () => {
  test('getSession is the live Session until it ends: the same object, whose figures go on', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await run(tab, 'window.live = DATAFLUX_RUM.getSession()')
    const before = await tab.evaluate('live.duration')
    await advance(tab, 30)
    await ask(tab, `addError('one')`)
    expect(await tab.evaluate('DATAFLUX_RUM.getSession() === live && live.errors')).toBe(1)
    expect(await tab.evaluate('live.duration')).toBeGreaterThanOrEqual(Number(before) + 30)
    await ask(tab, 'endSession()')
    expect(await ask(tab, 'getSession()')).toBeUndefined()
    expect(await tab.evaluate('live.status')).toBe('exited')
  })

  test('a Session has the shape that is documented', async ({ tab, visit }) => {
    await visit(tab, { code: `DATAFLUX_RUM.setUser({ id: 'ada', email: 'ada@example.com' })` })
    expect(await ask(tab, 'getSession()')).toEqual({
      sid: expect.stringMatching(SID),
      did: 'ada',
      init: expect.any(Boolean),
      timestamp: expect.any(Number),
      started: expect.any(Number),
      duration: expect.any(Number),
      activeDuration: expect.any(Number),
      status: 'ok',
      release: '1.2.3',
      environment: 'test',
      userAgent: await tab.evaluate('navigator.userAgent'),
      user: { id: 'ada', email: 'ada@example.com' },
      errors: 0,
      attrs: {},
    })
    const [started, now] = (await tab.evaluate(
      `[DATAFLUX_RUM.getSession().started, Date.now() / 1000]`,
    )) as [number, number]
    expect(Math.abs(now - started)).toBeLessThan(30)
  })

  test('getSessionId never extends the session', async ({ tab, visit }) => {
    await visit(tab)
    for (let minute = 0; minute < 14; minute++) {
      await advance(tab, 60)
      expect(await idOf(tab)).toMatch(UUID)
    }
    await advance(tab, 60)
    expect(await idOf(tab)).toBe(null)
  })

  test('activeDuration counts visible seconds only; did is the first known user', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await advance(tab, 10)
    await tab.evaluate(`visibility.set('hidden')`)
    await advance(tab, 100)
    await tab.evaluate(`visibility.set('visible')`)
    await advance(tab, 10)
    const { duration, activeDuration } = (await ask(tab, 'getSession()')) as Record<string, number>
    expect(duration).toBeGreaterThanOrEqual(120)
    expect(activeDuration).toBeGreaterThanOrEqual(20)
    expect(activeDuration).toBeLessThan(100)
    await ask(tab, `setUser({ email: 'ada@example.com' })`)
    expect(await ask(tab, 'getSession().did')).toBe('ada@example.com')
    await ask(tab, 'clearUser()')
    expect(await ask(tab, 'getSession().did')).toBe('ada@example.com')
  })
})

test.describe('stopSession() and reset()', () => {
  test('stopSession: the next activity starts a new one', async ({ tab, visit }) => {
    await visit(tab)
    const before = await idOf(tab)
    await ask(tab, 'stopSession()')
    expect(await idOf(tab)).toBe(null)
    await ask(tab, `addAction('activity')`)
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(before)
  })

  for (const [kind, start, pattern] of [
    ['automatic', 'getSessionId()', UUID],
    ['manual', 'startSession(1234567890)', MADE],
  ] as const) {
    test(`reset: a new ${kind} session, the user cleared, debug untouched`, async ({
      tab,
      visit,
    }) => {
      await visit(tab)
      await ask(tab, start)
      await ask(tab, `setUser({ id: 'ada' })`)
      await ask(tab, `addDebugSession('one')`)
      const sid = await sidOf(tab)
      await ask(tab, 'reset()')
      expect(await ask(tab, 'getUser()')).toEqual({})
      expect(await idOf(tab)).toBe('one')
      await ask(tab, 'clearDebugSession()')
      expect(String(await idOf(tab))).toMatch(pattern)
      expect(await idOf(tab)).not.toBe(1234567890)
      expect(await sidOf(tab)).not.toBe(sid)
      expect(await ask(tab, 'getSession().did')).toBeUndefined()
    })
  }

  test('reset: an ended one stays ended', async ({ tab, visit }) => {
    await visit(tab)
    await ask(tab, 'endSession()')
    await ask(tab, 'reset()')
    expect(await idOf(tab)).toBe(null)
  })
})

test('no public call ever throws into the page, whatever it is given', async ({ tab, visit }) => {
  await visit(tab)
  const thrown = await tab.evaluate(`(function () {
    var hostile = new Proxy(function () {}, {
      get: function () { throw new Error('get') }, ownKeys: function () { throw new Error('keys') },
      apply: function () { throw new Error('apply') }, getPrototypeOf: function () { throw new Error('proto') },
    })
    var given = [hostile, { get id() { throw new Error('id') } }, Symbol('s'), null, 1n, -0, [], function () {}]
    var thrown = []
    Object.keys(DATAFLUX_RUM).forEach(function (name) {
      if (typeof DATAFLUX_RUM[name] !== 'function' || name === 'onReady' || name === 'setTrackingConsent') return
      given.forEach(function (each, index) {
        try { DATAFLUX_RUM[name](each, each) } catch (error) { thrown.push(name + ' ' + index + ': ' + error) }
      })
    })
    return thrown
  })()`)
  expect(thrown).toEqual([])
  await visit(tab) // the guard caught an error of the page there
})
