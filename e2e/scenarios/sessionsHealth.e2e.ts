import type { Tab } from '../support/engines/engine.ts'
import { run } from '../support/engines/loaderPage.ts'
import { activity, advance, ask, idOf, setVisibility, sidOf } from '../support/session/page.ts'
import { expectActions, healthOf, statusesOf } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const throwOne = (message: string) => `reportError(new Error('${message}'))`

const REJECT = `dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('no') }))`

/** Waits until what the page has done is with the intake: view lines wait three seconds. */
async function settle(tab: Tab): Promise<void> {
  await advance(tab, 4)
}

test.describe('health: ok, then one final status', () => {
  test('ok → exited on end', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    expect(await ask(tab, 'getSession().status')).toBe('ok')
    await ask(tab, 'endSession()')
    await leave(tab)

    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
  })

  for (const [what, cause] of [
    ['error', throwOne('one')],
    ['rejection', REJECT],
  ] as const) {
    test(`ok → crashed on an unhandled ${what}; the session goes on under its id`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab)
      const sid = await sidOf(tab)
      const id = await idOf(tab)
      await run(tab, cause)
      await settle(tab)
      await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('crashed')
      await ask(tab, `addAction('after the crash')`)
      expect(await ask(tab, 'getSession().status')).toBe('crashed')
      await leave(tab)

      await expectActions(intake, { 'after the crash': id })
      // It is the same view, too.
      expect(new Set(intake.points().map(({ tags }) => tags['view_id'])).size).toBe(1)
    })
  }

  test("with unhandledStatus: 'unhandled', it comes to that", async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options: { unhandledStatus: 'unhandled' } })
    const sid = await sidOf(tab)
    await run(tab, throwOne('one'))
    await leave(tab)

    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('unhandled')
  })

  test('a crash is sent once: not by later crashes, pages, tabs, or the end', async ({
    tab,
    profile,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await run(tab, throwOne('one'))
    await settle(tab)
    await run(tab, throwOne('two'))
    await settle(tab)
    await visit(tab)
    expect(await sidOf(tab)).toBe(sid)
    await run(tab, throwOne('three'))
    const other = await profile.openTab()
    await visit(other)
    expect(await sidOf(other)).toBe(sid)
    await run(other, throwOne('four'))
    await ask(other, 'captureSession()')
    await ask(other, 'captureSession(true)')
    await settle(other)
    await settle(tab)
    await expect.poll(() => intake.points('error').length).toBe(4)
    await leave(other)
    await ask(tab, `addAction('last')`)
    await leave(tab)

    await expect.poll(() => intake.points('action').length).toBe(1)
    await expect
      .poll(() => statusesOf(intake, sid).filter((status) => status !== 'ok'))
      .toEqual(['crashed'])
  })

  test('later errors are still reported as errors, without touching the record', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await run(tab, throwOne('one'))
    await settle(tab)
    const record = await ask(tab, 'getSession()')
    await run(tab, throwOne('two'))
    await ask(tab, `addError('three')`)
    expect(await ask(tab, 'getSession()')).toMatchObject({
      errors: (record as { errors: number }).errors,
      status: 'crashed',
    })
    await leave(tab)

    await expect.poll(() => intake.points('error').length).toBe(3)
    await expect
      .poll(() => healthOf(intake, sid).at(-1))
      .toMatchObject({ status: 'crashed', errors: 1 })
  })
})

test.describe('health: errors', () => {
  test('messages and console output are not errors of the session', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await run(tab, `console.error('only said'); console.warn('only said')`)
    await settle(tab)
    expect(await ask(tab, 'getSession().errors')).toBe(0)
    expect(await ask(tab, 'getSession().status')).toBe('ok')
    await leave(tab)

    await expect.poll(() => healthOf(intake).length).toBeGreaterThan(0)
    expect(healthOf(intake).every(({ errors }) => errors === 0)).toBe(true)
  })

  test('addError and uncaught errors are, and every one is counted', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await run(tab, 'for (var i = 0; i < 6; i++) DATAFLUX_RUM.addError(new Error(i))')
    expect(await ask(tab, 'getSession().errors')).toBe(6)
    await run(tab, throwOne('the seventh'))
    expect(await ask(tab, 'getSession().errors')).toBe(7)
    const sid = await sidOf(tab)
    await leave(tab)

    await expect
      .poll(() => healthOf(intake, sid).at(-1))
      .toMatchObject({ errors: 7, status: 'crashed' })
  })

  test('the count is of all tabs and pages of the session', async ({
    tab,
    profile,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    await run(tab, `DATAFLUX_RUM.addError('a'); DATAFLUX_RUM.addError('b')`)
    await visit(tab)
    const other = await profile.openTab()
    await visit(other)
    await run(other, `DATAFLUX_RUM.addError('c'); DATAFLUX_RUM.addError('d')`)
    await setVisibility(other, 'hidden') // tells the other tabs before anything else happens in them
    await leave(other)
    await ask(tab, 'endSession()')
    await leave(tab)

    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    await expect
      .poll(() => healthOf(intake, sid).find(({ status }) => status === 'exited')?.errors)
      .toBe(4)
  })
})

test.describe('health: when an update goes out', () => {
  /** Returns the page's health updates before `act`, and after it and two more view lines. */
  async function updatesBy(tab: Tab, act: () => Promise<unknown>, count: () => number) {
    await settle(tab)
    await expect.poll(count).toBe(1)
    await act()
    await settle(tab)
    await ask(tab, `addAction('one more view line')`)
    await settle(tab)
  }

  test('when errors go 0 → 1, and for no error after it', async ({ tab, visit, leave, intake }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    const count = () => healthOf(intake, sid).length
    await updatesBy(tab, () => ask(tab, `addError('one')`), count)
    await expect.poll(count).toBe(2)
    await run(tab, `for (var i = 0; i < 5; i++) DATAFLUX_RUM.addError('more')`)
    await settle(tab)
    await ask(tab, `addAction('another view line')`)
    await settle(tab)
    await expect.poll(() => intake.points('action').length).toBe(2)

    await expect.poll(() => healthOf(intake, sid).map(({ errors }) => errors)).toEqual([0, 1])
    await leave(tab)
    // The rest of them at the end.
    await expect.poll(() => healthOf(intake, sid).at(-1)?.errors).toBe(6)
  })

  for (const [what, call, status] of [
    ['on crash', throwOne('one'), 'crashed'],
    ['on end', 'DATAFLUX_RUM.endSession()', 'exited'],
    ['on captureSession', 'DATAFLUX_RUM.captureSession()', 'ok'],
  ] as const) {
    test(`${what}`, async ({ tab, visit, intake }) => {
      await visit(tab)
      const sid = await sidOf(tab)
      await updatesBy(
        tab,
        () => run(tab, call),
        () => healthOf(intake, sid).length,
      )

      await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok', status])
    })
  }

  test('at page hide when something changed, and not when nothing did', async ({
    tab,
    visit,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    const count = () => healthOf(intake, sid).length
    await settle(tab)
    await expect.poll(count).toBe(1)
    await activity(tab)
    await setVisibility(tab, 'hidden')
    await expect.poll(count).toBe(2)
    await setVisibility(tab, 'visible')
    await setVisibility(tab, 'hidden')
    await setVisibility(tab, 'visible')
    await ask(tab, `addAction('last')`)
    await settle(tab)
    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(count()).toBe(2)
    await expect.poll(() => statusesOf(intake, sid)).toEqual(['ok', 'ok']) // and hiding is not an end
  })

  test('session_seq rises with every update, and a final one outranks them all', async ({
    tab,
    visit,
    intake,
  }) => {
    await visit(tab)
    const sid = await sidOf(tab)
    for (let serial = 0; serial < 3; serial++) {
      await ask(tab, 'captureSession()')
    }
    await ask(tab, 'endSession()')
    await settle(tab)

    await expect.poll(() => statusesOf(intake, sid).at(-1)).toBe('exited')
    const updates = healthOf(intake, sid)
    expect(updates.length).toBeGreaterThanOrEqual(4)
    expect(updates.at(-1)?.seq).toBeGreaterThanOrEqual(1e13)
    expect(updates.at(-2)?.seq).toBeLessThan(1e13)
  })

  test('session_init is true until an update with it was handed to the network', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { code: 'window.initAtOnce = DATAFLUX_RUM.getSession().init' })
    const sid = await sidOf(tab)
    expect(await tab.evaluate('window.initAtOnce')).toBe(true)
    await settle(tab)
    await expect.poll(() => healthOf(intake, sid).length).toBe(1)
    expect(await ask(tab, 'getSession().init')).toBe(false)
    await visit(tab)
    expect(await ask(tab, 'getSession().init')).toBe(false)
    await ask(tab, 'captureSession()')
    await leave(tab)

    await expect.poll(() => healthOf(intake, sid).length).toBeGreaterThanOrEqual(2)
    expect(
      healthOf(intake, sid)
        .map(({ init }) => init)
        .slice(0, 2),
    ).toEqual([true, false])
  })

  test('health rides on view lines, with no request of its own and no measurement of its own', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await settle(tab)
    await ask(tab, 'endSession()')
    await leave(tab)

    // Two requests may pass each other.
    await expect
      .poll(() => new Set(healthOf(intake).map(({ status }) => status)))
      .toEqual(new Set(['ok', 'exited']))
    expect(intake.points().some(({ measurement }) => measurement === 'session')).toBe(false)
    expect(intake.points('view').find(({ fields }) => fields['session_init'])).toMatchObject({
      fields: {
        session_sid: expect.stringMatching(/^[0-9a-f]{32}$/),
        session_started: expect.any(Number),
        session_duration: expect.any(Number),
        session_status: 'ok',
        session_errors: 0,
        session_init: true,
        session_seq: expect.any(Number),
      },
    })
  })
})
