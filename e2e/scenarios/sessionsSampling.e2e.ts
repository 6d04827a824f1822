import { isSampled } from '../../bundle/src/session/sampling.ts'
import { run } from '../support/engines/loaderPage.ts'
import { advance, ask, idOf } from '../support/session/page.ts'
import { expectActions } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'
import { newestViews } from '../support/views.ts'

test.describe('sessionOnErrorSampleRate', () => {
  const options = { sessionSampleRate: 0, sessionOnErrorSampleRate: 100 }

  test('without an error: nothing is sent', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { options })
    await ask(tab, `addAction('a')`)
    await advance(tab, 120)
    await leave(tab)
    expect(intake.requests).toEqual([])
  })

  for (const [kind, cause] of [
    ['added', `DATAFLUX_RUM.addError('added')`],
    ['uncaught', `reportError(new Error('uncaught'))`],
  ] as const) {
    test(`first error (${kind}): the events of the last minute before it and all after it are sent`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab, { options })
      const id = await idOf(tab)
      await ask(tab, `addAction('two minutes before')`)
      await advance(tab, 80)
      await ask(tab, `addAction('forty seconds before')`)
      await advance(tab, 40)
      await run(tab, cause)
      await ask(tab, `addAction('after')`)
      await advance(tab, 120)
      await ask(tab, `addAction('long after')`)
      await leave(tab)

      await expectActions(intake, { 'forty seconds before': id, after: id, 'long after': id })
      await expect.poll(() => intake.points('error').length).toBe(1)
      await expect
        .poll(() => newestViews(intake.points('view')).at(-1)?.fields)
        .toMatchObject({
          sampled_for_error_session: true,
          session_on_error_sample_rate: 100,
          session_error_timestamp: intake.points('error')[0]?.time,
        })
    })
  }

  test('the next page of a session that had its error is collected from its beginning', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options })
    const id = await idOf(tab)
    await ask(tab, `addError('one')`)
    await visit(tab, { options, path: '/next' })
    expect(await idOf(tab)).toBe(id)
    await ask(tab, `addAction('on the next page')`)
    await leave(tab)
    await expectActions(intake, { 'on the next page': id })
  })

  test('0: an error changes nothing', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { options: { sessionSampleRate: 0, sessionOnErrorSampleRate: 0 } })
    await ask(tab, `addError('one')`)
    await advance(tab, 10)
    await leave(tab)
    expect(intake.requests).toEqual([])
  })
})

test.describe('sessionSampleRate', () => {
  test('no re-roll when attributes, the user or the page change', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    const options = { sessionSampleRate: 50 }
    await visit(tab, { options })
    const id = await idOf(tab)
    for (const [index, change] of [
      `setGlobalContextProperty('a', 1)`,
      `setUser({ id: 'ada' })`,
      `startView('another')`,
      `clearUser()`,
    ].entries()) {
      await ask(tab, change)
      await ask(tab, `addAction('${index}')`)
      await visit(tab, { options })
      expect(await idOf(tab)).toBe(id)
      await ask(tab, `addAction('${index} after a reload')`)
    }
    await leave(tab)

    const count = isSampled(String(id).replaceAll('-', ''), 50) ? 8 : 0
    await expect.poll(() => intake.points('action').length).toBe(count)
  })
})
