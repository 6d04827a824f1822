import { run } from '../support/engines/loaderPage.ts'
import { ONE_ENGINE } from '../support/engines/test.ts'
import { activity, advance, ask, idOf, storedIn, warningsOf } from '../support/session/page.ts'
import { expectActions } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const BAD_ID = expect.stringContaining('addDebugSession: an id is 1 to 128 printable characters')

test.describe('addDebugSession(id?)', () => {
  test('returns {id, created, format_created}, with the local time of created', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    const before = await tab.evaluate('Date.now()')
    const added = (await ask(tab, `addDebugSession('debug_session_xx')`)) as { created: number }
    expect(added).toEqual({
      id: 'debug_session_xx',
      created: expect.any(Number),
      format_created: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
    })
    expect(added.created).toBeGreaterThanOrEqual(Number(before))
    const parsed = await tab.evaluate(
      `+new Date(DATAFLUX_RUM.getDebugSession().format_created.replace(' ', 'T'))`,
    )
    expect(parsed).toBe(added.created)
  })

  test('without an argument: an id of debug_ and 8 hex digits is made', async ({ tab, visit }) => {
    await visit(tab)
    const ids = await tab.evaluate(`[1, 2].map(() => DATAFLUX_RUM.addDebugSession().id)`)
    expect(ids).toEqual([
      expect.stringMatching(/^debug_[0-9a-f]{8}$/),
      expect.stringMatching(/^debug_[0-9a-f]{8}$/),
    ])
    expect(new Set(ids as string[]).size).toBe(2)
    expect(await warningsOf(tab)).toEqual([])
  })

  for (const [given, id, details = {}] of [
    [`'  trimmed \\t'`, 'trimmed'],
    [`'x'`, 'x', ONE_ENGINE],
    [`'y'.repeat(128)`, 'y'.repeat(128), ONE_ENGINE],
    [`'票据 42 – ünïcode'`, '票据 42 – ünïcode'],
    [`'a~b|c;d=e,f%7E'`, 'a~b|c;d=e,f%7E'],
    ['42', '42', ONE_ENGINE],
    ['-1.5', '-1.5', ONE_ENGINE],
    ['12345678901234567890n', '12345678901234567890', ONE_ENGINE],
  ] as const) {
    test(
      `${given}: is the id ${id.slice(0, 20)}, on this page and the next`,
      details,
      async ({ tab, visit, leave, intake }) => {
        await visit(tab)
        expect(await ask(tab, `addDebugSession(${given}).id`)).toBe(id)
        expect(await idOf(tab)).toBe(id)
        await visit(tab)
        expect(await idOf(tab)).toBe(id)
        await ask(tab, `addAction('debugged')`)
        await leave(tab)
        await expectActions(intake, { debugged: id })
      },
    )
  }

  test('anything else: one warning, undefined, state unchanged', async ({ tab, visit }) => {
    await visit(tab)
    const before = await ask(tab, `addDebugSession('before')`)
    await expect.poll(() => storedIn(tab)).toContain('before')
    const answers =
      await tab.evaluate(`['', '   ', 'x'.repeat(129), 'a\\nb', '\\u0000', null, true, NaN, Infinity,
      {}, [], () => 'id', Symbol('id'), new Date(0)]
      .map((given) => typeof DATAFLUX_RUM.addDebugSession(given))`)
    expect(new Set(answers as string[])).toEqual(new Set(['undefined']))
    expect(await ask(tab, 'getDebugSession()')).toEqual(before)
    // The cookie holds more, and that may change meanwhile: the health record is sent, say.
    expect(await storedIn(tab)).toContain('before')
    expect(await warningsOf(tab)).toEqual([BAD_ID])
  })

  test('same id again: extends it, created is kept; another id replaces it', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    const first = await ask(tab, `addDebugSession('one').created`)
    await advance(tab, 890)
    expect(await ask(tab, `addDebugSession('one').created`)).toBe(first)
    await advance(tab, 890)
    expect(await idOf(tab)).toBe('one')
    const second = await ask(tab, `addDebugSession('two').created`)
    expect(second).toBeGreaterThan(Number(first))
    expect(await idOf(tab)).toBe('two')
  })

  test('is seen in the other tabs of the browser, and cleared there, too', async ({
    tab,
    profile,
    visit,
  }) => {
    await visit(tab)
    const other = await profile.openTab()
    await visit(other)
    const automatic = await idOf(tab)
    await ask(tab, `addDebugSession('shared')`)
    await expect.poll(() => idOf(other)).toBe('shared')
    await ask(other, 'clearDebugSession()')
    await expect.poll(() => idOf(tab)).toBe(automatic)
  })
})

test.describe('getDebugSession()', () => {
  test('is what addDebugSession returned, or undefined', async ({ tab, visit }) => {
    await visit(tab)
    expect(await ask(tab, 'getDebugSession()')).toBeUndefined()
    const added = await ask(tab, `addDebugSession('one')`)
    expect(await ask(tab, 'getDebugSession()')).toEqual(added)
    await visit(tab)
    expect(await ask(tab, 'getDebugSession()')).toEqual(added)
  })

  test('never extends it', async ({ tab, visit }) => {
    await visit(tab)
    await ask(tab, `addDebugSession('one')`)
    await advance(tab, 890)
    expect(await ask(tab, 'getDebugSession().id')).toBe('one')
    await advance(tab, 10)
    expect(await ask(tab, 'getDebugSession()')).toBeUndefined()
  })
})

test.describe('clearDebugSession()', () => {
  test('without one, nothing happens', async ({ tab, visit }) => {
    await visit(tab)
    const id = await idOf(tab)
    expect(await ask(tab, 'clearDebugSession()')).toBeUndefined()
    expect(await idOf(tab)).toBe(id)
    expect(await warningsOf(tab)).toEqual([])
  })
})

test.describe('a debug session', () => {
  test('lasts 15 minutes of use, without an end: activity extends it, even far beyond a day', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await ask(tab, `addDebugSession('long')`)
    for (let minutes = 0; minutes < 26 * 60; minutes += 14) {
      await run(tab, `clock.sleep(14 * 60000); window.dispatchEvent(new Event('keydown'))`)
    }
    expect(await idOf(tab)).toBe('long')
    await advance(tab, 900)
    expect(await ask(tab, 'getDebugSession()')).toBeUndefined()
  })

  for (const [end, how] of [
    ['expires', (tab: Parameters<typeof advance>[0]) => advance(tab, 900)],
    ['is cleared', (tab: Parameters<typeof advance>[0]) => ask(tab, 'clearDebugSession()')],
  ] as const) {
    test(`over M, ${end}: back to M`, async ({ tab, visit }) => {
      await visit(tab)
      await ask(tab, 'startSession(1234567890)')
      await ask(tab, `addDebugSession('one')`)
      await how(tab)
      expect(await idOf(tab)).toBe(1234567890)
    })
  }

  test('is cleared: back to A; if A has expired, no id until activity', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options: { sessionTimeout: 60 } })
    const automatic = await idOf(tab)
    await ask(tab, `addDebugSession('one')`)
    await ask(tab, 'clearDebugSession()')
    expect(await idOf(tab)).toBe(automatic)
    await ask(tab, `addDebugSession('two')`)
    await advance(tab, 61)
    await ask(tab, 'clearDebugSession()')
    expect(await idOf(tab)).toBe(null)
    await activity(tab)
    const next = await idOf(tab)
    expect(next).not.toBe(automatic)
    await ask(tab, `addAction('next')`)
    await leave(tab)
    await expectActions(intake, { next })
  })

  test('opens, closes and renames no record', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const record = await tab.evaluate('DATAFLUX_RUM.getSession().sid')
    await run(tab, `window.live = DATAFLUX_RUM.getSession(); DATAFLUX_RUM.addDebugSession('one')`)
    expect(await tab.evaluate('DATAFLUX_RUM.getSession() === live')).toBe(true)
    await ask(tab, `addError('under the debug id')`)
    await ask(tab, 'clearDebugSession()')
    expect(await tab.evaluate('DATAFLUX_RUM.getSession() === live && live.errors')).toBe(1)
    await leave(tab)

    await expect.poll(() => intake.points('error').length).toBe(1)
    const sids = intake.points('view').map(({ fields }) => fields['session_sid'] ?? record)
    expect(new Set(sids)).toEqual(new Set([record]))
  })
})
