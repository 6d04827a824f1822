import { ONE_ENGINE } from '../support/engines/test.ts'
import {
  activity,
  advance,
  ask,
  idOf,
  storedIn,
  UUID,
  warningsOf,
} from '../support/session/page.ts'
import { expectActions } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

/** The time limits, in seconds, that a page keeps to when it is given these options. */
const LIMITS = [
  ['nothing', {}, 900, []],
  ['sessionTimeout 60', { sessionTimeout: 60 }, 60, []],
  [
    'maxSessionDuration 120 and sessionTimeout 100',
    { sessionTimeout: 100, maxSessionDuration: 120 },
    100,
    [],
  ],
  [
    'browserSessionIntegration({ sessionTimeout: 60 })',
    { sessionTimeout: 500, integrations: [{ name: 'BrowserSession', sessionTimeout: 60 }] },
    60,
    [],
  ],
  ['sessionTimeout 0', { sessionTimeout: 0 }, 900, [/sessionTimeout/]],
  ['sessionTimeout -5', { sessionTimeout: -5 }, 900, [/sessionTimeout/]],
  ['sessionTimeout that is not finite', { sessionTimeout: null }, 900, [/sessionTimeout/]],
  ['sessionTimeout 9, under 10 s', { sessionTimeout: 9 }, 9, [/sessionTimeout.*9 seconds/]],
  [
    'sessionTimeout 900000, which is milliseconds',
    { sessionTimeout: 900_000 },
    14_400,
    [/sessionTimeout.*seconds/, /above.*maxSessionDuration/],
  ],
  [
    'sessionTimeout above maxSessionDuration',
    { sessionTimeout: 200, maxSessionDuration: 100 },
    100,
    [/above.*maxSessionDuration/],
  ],
] as const

test.describe('sessionTimeout', () => {
  for (const [what, options, seconds, warnings] of LIMITS) {
    test(
      `${what}: A ends after ${seconds} idle seconds; ${warnings.length} warning(s)`,
      ONE_ENGINE,
      async ({ tab, visit }) => {
        await visit(tab, { options })
        expect(await warningsOf(tab)).toEqual(
          warnings.map((warning) => expect.stringMatching(warning)),
        )
        await activity(tab)
        const id = await idOf(tab)
        await advance(tab, seconds - 5)
        expect(await idOf(tab)).toBe(id)
        await advance(tab, 6)
        expect(await idOf(tab)).toBe(null)
      },
    )
  }
})

test('maxSessionDuration: A ends after it, whatever the user does', async ({ tab, visit }) => {
  await visit(tab, { options: { sessionTimeout: 60, maxSessionDuration: 100 } })
  const id = await idOf(tab)
  await advance(tab, 50)
  await activity(tab)
  await advance(tab, 45)
  expect(await idOf(tab)).toBe(id)
  await advance(tab, 6)
  expect(await idOf(tab)).toBe(null)
})

test('debugTimeout: idle seconds that end a debug session', async ({ tab, visit }) => {
  await visit(tab, { options: { debugTimeout: 60 } })
  await ask(tab, `addDebugSession('one')`)
  await advance(tab, 55)
  await activity(tab)
  await advance(tab, 55)
  expect(await idOf(tab)).toBe('one')
  await advance(tab, 6)
  expect(await ask(tab, 'getDebugSession()')).toBeUndefined()
})

test.describe('trackSessionAutomatically: false', () => {
  test('no id without startSession, not by activity either; events flow without one', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options: { trackSessionAutomatically: false } })
    expect(await idOf(tab)).toBe(null)
    await activity(tab)
    await ask(tab, `addAction('without')`)
    expect(await idOf(tab)).toBe(null)
    await ask(tab, 'startSession(1234567890)')
    await ask(tab, `addAction('with')`)
    await leave(tab)
    await expectActions(intake, { without: undefined, with: 1234567890 })
  })
})

test.describe('restartAfterEnd', () => {
  test(`'nextPage', the default: the next page has an automatic session again`, async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await ask(tab, 'endSession()')
    await activity(tab)
    expect(await idOf(tab)).toBe(null)
    await visit(tab)
    expect(await idOf(tab)).toMatch(UUID)
  })

  test(`'activity': the next activity starts one`, async ({ tab, visit }) => {
    await visit(tab, { options: { restartAfterEnd: 'activity' } })
    const id = await idOf(tab)
    await ask(tab, 'endSession()')
    expect(await idOf(tab)).toBe(null)
    await activity(tab)
    expect(await idOf(tab)).toMatch(UUID)
    expect(await idOf(tab)).not.toBe(id)
  })

  test(`'never': no page has one, until startSession()`, async ({ tab, visit }) => {
    const options = { restartAfterEnd: 'never' }
    await visit(tab, { options })
    await ask(tab, 'endSession()')
    await visit(tab, { options })
    await activity(tab)
    expect(await idOf(tab)).toBe(null)
    await visit(tab, { options, later: 100_000 })
    expect(await idOf(tab)).toBe(null)
    await ask(tab, 'startSession(1234567890)')
    expect(await idOf(tab)).toBe(1234567890)
  })
})

test('resetOnUserChange: false: another user keeps the session', async ({ tab, visit }) => {
  await visit(tab, {
    options: { resetOnUserChange: false },
    code: `DATAFLUX_RUM.setUser({ id: 'u1' })`,
  })
  const id = await idOf(tab)
  await ask(tab, `setUser({ id: 'u2' })`)
  expect(await idOf(tab)).toBe(id)
})

test.describe('persistence', () => {
  for (const [persistence, place] of [
    [undefined, 'cookie'],
    [['cookie'], 'cookie'],
    [['localStorage', 'cookie'], 'localStorage'],
    [['localStorage'], 'localStorage'],
    [['memory', 'cookie'], 'memory'],
    [['memory'], 'memory'],
  ] as const) {
    test(`${JSON.stringify(persistence) ?? 'by default'}: the session is in ${place} and nowhere else`, async ({
      tab,
      visit,
    }) => {
      await visit(tab, { options: { persistence } })
      const id = String(await idOf(tab))
      const places = `[document.cookie.indexOf('${id}') >= 0, JSON.stringify(localStorage).indexOf('${id}') >= 0, sessionStorage.length > 0]`
      await expect
        .poll(() => tab.evaluate(places))
        .toEqual([place === 'cookie', place === 'localStorage', false])
      await visit(tab, { options: { persistence } })
      expect((await idOf(tab)) === id).toBe(place !== 'memory')
    })
  }

  test('one cookie under 300 bytes, with a manual session, a debug session, a user, errors and the marks of tabs', async ({
    tab,
    profile,
    visit,
  }) => {
    await visit(tab)
    await ask(tab, 'startSession(9007199254740991)')
    await ask(tab, `addDebugSession('debug_session_of_a_support_call_42')`)
    await ask(tab, `setUser({ id: 'ada@example.com' })`)
    await tab.evaluate(`(function () { for (var i = 0; i < 500; i++) DATAFLUX_RUM.addError(i) })()`)
    const other = await profile.openTab()
    await visit(other)
    await tab.evaluate(`visibility.set('hidden')`)
    await tab.evaluate(`visibility.set('visible')`)
    await expect.poll(async () => /\|v~[^|~]+~/.test(String(await storedIn(tab)))).toBe(true)
    expect(String(await tab.evaluate('document.cookie')).length).toBeLessThan(300)
    expect(await tab.evaluate('document.cookie.split(";").length')).toBe(1)
  })

  test('two versions of the SDK on one site do not destroy each other’s', async ({
    tab,
    visit,
  }) => {
    await visit(tab, { before: `document.cookie = '_dfrum_s2=another version;path=/'` })
    const id = await idOf(tab)
    await expect.poll(() => storedIn(tab)).toContain('~')
    expect(await tab.evaluate('document.cookie')).toContain('_dfrum_s2=another version')
    await visit(tab)
    expect(await idOf(tab)).toBe(id)
  })

  for (const [damaged, details] of [
    ['%', {}],
    ['~~~', ONE_ENGINE],
    ['a~~~', ONE_ENGINE],
    ['a~x~NaN~!', ONE_ENGINE],
    ['m~%E0%A4%A~1~2', ONE_ENGINE],
    ['||||', ONE_ENGINE],
  ] as const) {
    test(
      `a damaged entry (${damaged}) is as none`,
      details,
      async ({ tab, visit, leave, intake }) => {
        await visit(tab, { before: `document.cookie = '_dfrum_s1=${damaged};path=/'` })
        const id = await idOf(tab)
        expect(id).toMatch(UUID)
        await ask(tab, `addAction('a')`)
        await visit(tab)
        expect(await idOf(tab)).toBe(id)
        await leave(tab)
        await expectActions(intake, { a: id })
      },
    )
  }
})

test.describe('sessionSampleRate', () => {
  test('0: no observer, no patched global, no request, no storage but the session’s cookie', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, {
      options: { sessionSampleRate: 0 },
      before: `
        window.observed = 0
        var Native = window.PerformanceObserver
        window.PerformanceObserver = function (callback) { observed++; return new Native(callback) }
        window.PerformanceObserver.supportedEntryTypes = Native.supportedEntryTypes
        window.before = [fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send,
          history.pushState, history.replaceState, console.error, console.warn, onerror, onunhandledrejection]`,
    })
    await ask(tab, `addAction('unsampled')`)
    await ask(tab, `addError('unsampled')`)
    await advance(tab, 60)
    expect(
      await tab.evaluate(`[fetch, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send,
        history.pushState, history.replaceState, console.error, console.warn, onerror, onunhandledrejection]
        .every((each, index) => each === before[index])`),
    ).toBe(true)
    expect(await tab.evaluate('observed')).toBe(0)
    expect(await tab.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0])
    expect(await tab.evaluate(`document.cookie.replace(/=.*/, '')`)).toBe('_dfrum_s1')
    await leave(tab)
    expect(intake.requests).toEqual([])
  })
})
