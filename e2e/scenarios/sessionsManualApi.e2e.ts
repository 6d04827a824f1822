import { run } from '../support/engines/loaderPage.ts'
import { ONE_ENGINE } from '../support/engines/test.ts'
import { ask, idOf, SID, sidOf, warningsOf } from '../support/session/page.ts'
import { expectActions, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const MADE = /^\d{13}$/

test.describe('startSession(x?)', () => {
  test('a number of at least 10 digits is the id, and stays a number', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await ask(tab, 'startSession(1234567890)')
    expect(await idOf(tab)).toBe(1234567890)
    await ask(tab, 'startSession(9007199254740991)')
    expect(await idOf(tab)).toBe(9007199254740991)
    await visit(tab)
    expect(await idOf(tab)).toBe(9007199254740991)
    await ask(tab, `addAction('inside')`)
    await leave(tab)
    await expectActions(intake, { inside: '9007199254740991' })
  })

  test('a bigint of at least 10 digits is kept as its decimal string', async ({ tab, visit }) => {
    await visit(tab)
    await ask(tab, 'startSession(123456789012345678901234567890n)')
    expect(await idOf(tab)).toBe('123456789012345678901234567890')
    await visit(tab)
    expect(await idOf(tab)).toBe('123456789012345678901234567890')
  })

  for (const bad of ['42', '1234567890.5', '-1234567890', 'NaN', '2 ** 53', '999999999n']) {
    test(
      `${bad}: one warning that names the reason, and an id is made`,
      ONE_ENGINE,
      async ({ tab, visit }) => {
        await visit(tab)
        expect(await ask(tab, `startSession(${bad}).status`)).toBe('ok')
        expect(String(await idOf(tab))).toMatch(MADE)
        expect(await warningsOf(tab)).toEqual([
          expect.stringMatching(/startSession: .*whole number of 10 digits or more/),
        ])
      },
    )
  }

  for (const bad of [`'1234567890'`, 'true', 'null', '[1234567890]', '() => 1', 'Symbol()']) {
    test(`${bad}: a warning, and as without an argument`, ONE_ENGINE, async ({ tab, visit }) => {
      await visit(tab)
      expect(await ask(tab, `startSession(${bad}).status`)).toBe('ok')
      expect(String(await idOf(tab))).toMatch(MADE)
      expect(await warningsOf(tab)).toEqual([expect.stringContaining('startSession')])
    })
  }

  test('no argument: an id of 13 digits is made, with no warning', async ({ tab, visit }) => {
    await visit(tab)
    const before = await tab.evaluate('Date.now()')
    await ask(tab, 'startSession()')
    const id = await idOf(tab)
    expect(String(id)).toMatch(MADE)
    expect(Number(id)).toBeGreaterThanOrEqual(Number(before))
    expect(await warningsOf(tab)).toEqual([])
  })

  test('ids that are made never repeat: not in an instant, and not when the clock went back', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    const ids = (await tab.evaluate(`(function () {
      var ids = []
      for (var i = 0; i < 20; i++) {
        if (i === 10) clock.setBack(3600000)
        DATAFLUX_RUM.startSession()
        ids.push(DATAFLUX_RUM.getSessionId())
      }
      return ids
    })()`)) as number[]
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
  })

  test('a context: its id, its user, its release and environment are the session’s', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await ask(
      tab,
      `startSession({ id: 1234567890, user: { id: 'ada' }, release: '2.0', environment: 'stage', ipAddress: '192.0.2.1', attrs: { a: 1 } })`,
    )
    expect(await idOf(tab)).toBe(1234567890)
    expect(await ask(tab, 'getSession()')).toMatchObject({
      user: { id: 'ada' },
      did: 'ada',
      release: '2.0',
      environment: 'stage',
      ipAddress: '192.0.2.1',
      attrs: { a: 1 },
      status: 'ok',
      errors: 0,
    })
  })

  test('a context that says what only the session can know does not break it', async ({
    tab,
    visit,
  }) => {
    await visit(tab)
    await ask(
      tab,
      `startSession({ duration: 99, activeDuration: 99, status: 'exited', errors: 7, sid: 'mine', init: false, started: 1, timestamp: 1 })`,
    )
    expect(await ask(tab, 'getSession()')).toMatchObject({
      sid: expect.stringMatching(SID),
      status: 'ok',
      errors: 0,
    })
    expect(await ask(tab, 'getSession().duration')).toBeLessThan(60)
    expect(await ask(tab, 'getSession().started')).toBeGreaterThan(1e9)
  })

  test('context.tags become fields of the session’s events, and of no others', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await ask(tab, `addAction('before')`)
    await ask(tab, `startSession({ tags: { cohort: 'b', seats: 3 } })`)
    await ask(tab, `addAction('inside')`)
    await ask(tab, 'endSession()')
    await ask(tab, `addAction('after')`)
    await leave(tab)

    await expect.poll(() => intake.points('action').length).toBe(3)
    const tags = Object.fromEntries(
      intake
        .points('action')
        .map(({ fields }) => [fields['action_name'], [fields['cohort'], fields['seats']]]),
    )
    expect(tags).toEqual({
      before: [undefined, undefined],
      inside: ['b', 3],
      after: [undefined, undefined],
    })
  })

  test('returns the live Session always: before init, out of sample, without consent', async ({
    tab,
    visit,
  }) => {
    await visit(tab, {
      options: { sessionSampleRate: 0 },
      before: `window.DATAFLUX_RUM = undefined`,
      code: 'window.outOfSample = DATAFLUX_RUM.startSession() === DATAFLUX_RUM.getSession()',
    })
    expect(await tab.evaluate('window.outOfSample')).toBe(true)

    await visit(tab, {
      options: { trackingConsent: 'not-granted' },
      code: 'window.without = DATAFLUX_RUM.startSession()',
    })
    expect(await tab.evaluate('window.without.sid')).toMatch(SID)
    expect(await tab.evaluate('document.cookie')).toBe('')
  })

  test('called before init: the session begins with init, and the Session was live from the call on', async ({
    tab,
    site,
    visit,
    initCall,
  }) => {
    await visit(tab) // the page's own clock is not needed here, its checks are
    const url = site.page(
      '/early',
      `<!doctype html><script src="/dist/dataflux-rum.js"></script><script>
        window.early = DATAFLUX_RUM.startSession(1234567890)
        ${initCall()}
      </script>`,
    )
    await tab.goto(url)
    expect(await tab.evaluate('early === DATAFLUX_RUM.getSession()')).toBe(true)
    expect(await idOf(tab)).toBe(1234567890)
  })

  test('the id that is open already: restart under the same id, with a new record', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const first = await ask(tab, 'startSession(1234567890).sid')
    const second = await ask(tab, 'startSession(1234567890).sid')
    expect(second).not.toBe(first)
    expect(await idOf(tab)).toBe(1234567890)
    await leave(tab)
    await expect.poll(() => statusesOf(intake, first).at(-1)).toBe('exited')
  })
})

test.describe('endSession()', () => {
  test('is idempotent, and no-op without a session', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await run(tab, 'for (var i = 0; i < 3; i++) DATAFLUX_RUM.endSession()')
    expect(await idOf(tab)).toBe(null)
    await ask(tab, 'endSession()')
    await leave(tab)
    await expect
      .poll(() => statusesOf(intake, sid).filter((status) => status !== 'ok'))
      .toEqual(['exited'])
  })
})
