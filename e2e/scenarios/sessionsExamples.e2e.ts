import { toRecordingPage, until } from '../support/engines/loaderPage.ts'
import { LOADING_MODES } from '../support/loadingModes.ts'
import { advance, ask, idOf, SID, warningsOf } from '../support/session/page.ts'
import { expectActions, healthOf, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

/** The examples of the three models' own documents, as they stand there, but for the vendors' names. */

const DEBUG_SESSION = {
  id: 'debug_session_xx',
  created: expect.any(Number),
  format_created: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
}

/** The page's code in each way to load the SDK that the documents of the debug API know. */
const DEBUG_EXAMPLES: readonly (readonly [name: string, mode: string, add: string, get: string])[] =
  [
    [
      'CDN Sync',
      'synchronous tag',
      `window.DATAFLUX_RUM && window.DATAFLUX_RUM.addDebugSession('debug_session_xx')`,
      `window.answer = window.DATAFLUX_RUM && window.DATAFLUX_RUM.getDebugSession()`,
    ],
    [
      'CDN Async',
      'async loader',
      `DATAFLUX_RUM.onReady(function() { DATAFLUX_RUM.addDebugSession('debug_session_xx') })`,
      `DATAFLUX_RUM.onReady(function() { window.answer = DATAFLUX_RUM.getDebugSession() })`,
    ],
  ]

test.describe('the documented examples of debug sessions', () => {
  for (const [name, mode, add, get] of DEBUG_EXAMPLES) {
    test(`${name}: add, get, remove`, async ({ tab, site, intake, initCall, leave }) => {
      const code = `${initCall()}; ${add}; ${get}`
      const toTags = LOADING_MODES[mode] as (code: string) => string
      await tab.goto(site.page('/debug', toRecordingPage(toTags(code))))
      await until(tab, 'window.answer')
      expect(await tab.evaluate('answer')).toEqual(DEBUG_SESSION)
      await ask(tab, `addAction('debugged')`)
      await ask(tab, 'clearDebugSession()')
      expect(await ask(tab, 'getDebugSession()')).toBeUndefined()
      await leave(tab)
      await expectActions(intake, { debugged: 'debug_session_xx' })
    })
  }

  test('NPM: import { datafluxRum }, addDebugSession() without an argument, get, clear', async ({
    tab,
    site,
    intake,
    initCall,
    leave,
  }) => {
    const code = `
      import { datafluxRum } from '/dist/dataflux-rum.mjs'
      ${initCall().replace('DATAFLUX_RUM', 'datafluxRum')}
      window.added = datafluxRum.addDebugSession()
      window.answer = datafluxRum.getDebugSession()
      datafluxRum.addAction('debugged')
      datafluxRum.clearDebugSession()
      window.after = typeof datafluxRum.getDebugSession()`
    await tab.goto(site.page('/npm', toRecordingPage(`<script type="module">${code}</script>`)))
    await until(tab, 'window.after')
    const { id } = (await tab.evaluate('added')) as { id: string }
    expect(id).toMatch(/^debug_[0-9a-f]{8}$/)
    expect(await tab.evaluate('answer')).toEqual({ ...DEBUG_SESSION, id })
    expect(await tab.evaluate('after')).toBe('undefined')
    await leave(tab)
    await expectActions(intake, { debugged: id })
  })
})

test.describe('the documented examples of manual sessions', () => {
  test('startSession(), startSession(sessionId), endSession()', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await ask(tab, 'startSession()')
    const made = await idOf(tab)
    expect(String(made)).toMatch(/^\d{13}$/)
    await ask(tab, `addAction('made')`)
    await ask(tab, 'startSession(1669364520000)')
    expect(await idOf(tab)).toBe(1669364520000)
    await ask(tab, `addAction('given')`)
    await ask(tab, 'endSession()')
    expect(await idOf(tab)).toBe(null)
    await ask(tab, `addAction('after the end')`)
    expect(await warningsOf(tab)).toEqual([])
    await leave(tab)
    await expectActions(intake, { made, given: 1669364520000, 'after the end': undefined })
  })

  test('it continues if you refresh or reopen the page, whether automatic tracking is on or off', async ({
    tab,
    profile,
    visit,
  }) => {
    for (const trackSessionAutomatically of [true, false]) {
      const options = { trackSessionAutomatically }
      await visit(tab, { options })
      await ask(tab, 'startSession(1669364520000)')
      await visit(tab, { options })
      expect(await idOf(tab)).toBe(1669364520000)
      const reopened = await profile.openTab()
      await visit(reopened, { options, later: 86_400 })
      expect(await idOf(reopened)).toBe(1669364520000)
      await ask(reopened, 'endSession()')
      await reopened.close()
    }
  })

  test('a new userId in an existing session ends it and generates a new one', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await ask(tab, 'startSession(1669364520000)')
    await ask(tab, `setUser({ id: 'u1' })`)
    expect(await idOf(tab)).toBe(1669364520000)
    await ask(tab, `setUser({ id: 'u2' })`)
    expect(String(await idOf(tab))).toMatch(/^\d{13}$/)
    expect(await idOf(tab)).not.toBe(1669364520000)
  })
})

test.describe('the documented examples of session health', () => {
  test('startSession({ user, environment, release }), captureSession(), endSession()', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await ask(
      tab,
      `startSession({
        user: { id: "12345", email: "user@example.com" },
        environment: "production",
        release: "1.2.3",
      })`,
    )
    const session = (await ask(tab, 'getSession()')) as { sid: string }
    expect(session).toMatchObject({
      sid: expect.stringMatching(SID),
      did: '12345',
      user: { id: '12345', email: 'user@example.com' },
      environment: 'production',
      release: '1.2.3',
      status: 'ok',
      errors: 0,
    })
    await advance(tab, 4)
    await expect.poll(() => statusesOf(intake, session.sid)).toEqual(['ok'])
    await ask(tab, 'captureSession()')
    await ask(tab, 'endSession()')
    await leave(tab)
    await expect.poll(() => statusesOf(intake, session.sid)).toEqual(['ok', 'ok', 'exited'])
    expect(healthOf(intake, session.sid).every(({ did }) => did === '12345')).toBe(true)
  })

  test('init({ integrations: [browserSessionIntegration({ maxSessionDuration, sessionTimeout })] }), imported from the module', async ({
    tab,
    site,
    intake,
    initCall,
    leave,
  }) => {
    const init = initCall().replace('DATAFLUX_RUM', 'datafluxRum').slice(0, -2)
    const code = `
      import { datafluxRum, browserSessionIntegration } from '/dist/dataflux-rum.mjs'
      window.isSame = DATAFLUX_RUM.browserSessionIntegration === browserSessionIntegration
      ${init}, integrations: [
        browserSessionIntegration({
          maxSessionDuration: 30 * 60, // 30 minutes
          sessionTimeout: 1, // so that it can be waited for
        }),
      ] })
      window.id = datafluxRum.getSessionId()
      datafluxRum.addAction('inside')`
    await tab.goto(site.page('/health', toRecordingPage(`<script type="module">${code}</script>`)))
    await until(tab, 'window.id')
    const id = await tab.evaluate('id')
    expect(await tab.evaluate('isSame')).toBe(true)
    await until(tab, 'DATAFLUX_RUM.getSessionId() === null')
    await leave(tab)
    await expectActions(intake, { inside: id })
    await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
  })
})
