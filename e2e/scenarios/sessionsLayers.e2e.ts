import { isSampled } from '../../bundle/src/session/sampling.ts'
import { run, until } from '../support/engines/loaderPage.ts'
import { activity, advance, ask, idOf, sidOf, UUID } from '../support/session/page.ts'
import { expectActions, idsOfActions } from '../support/session/sent.ts'
import { expect, test } from '../support/session/test.ts'

const ALL = { sessionSampleRate: 100 }
const NONE = { sessionSampleRate: 0 }

test.describe('layers: the reported id is the first active one of debug, manual, automatic', () => {
  test('D on: the debug id, and everything is collected; sampling is bypassed', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options: NONE })
    await ask(tab, `addAction('unsampled')`)
    await ask(tab, `addDebugSession('debug_1')`)
    await ask(tab, `addAction('over an automatic one')`)
    await ask(tab, 'startSession(1234567890)')
    expect(await idOf(tab)).toBe('debug_1')
    await ask(tab, `addAction('over a manual one')`)
    await ask(tab, 'clearDebugSession()')
    await ask(tab, `addAction('unsampled again')`)
    await leave(tab)

    await expectActions(intake, {
      'over an automatic one': 'debug_1',
      'over a manual one': 'debug_1',
    })
    expect(intake.points().every(({ fields }) => fields['session_debug'] === true)).toBe(true)
  })

  test('M on: the manual id; A is suspended', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { options: ALL })
    await ask(tab, 'startSession(1234567890)')
    // Longer than any automatic session lasts, and no activity.
    await advance(tab, 15_000)
    expect(await idOf(tab)).toBe(1234567890)
    await ask(tab, `addAction('manual')`)
    await leave(tab)

    await expectActions(intake, { manual: 1234567890 })
    expect(intake.points('action')[0]?.fields['session_manual']).toBe(true)
  })

  test('M on: sampled by the sid of the record', async ({ tab, visit, leave, intake }) => {
    await visit(tab, { options: { sessionSampleRate: 50 } })
    const sids: string[] = []
    for (let serial = 0; serial < 12; serial++) {
      const sid = await ask(tab, 'startSession().sid')
      await ask(tab, `addAction('${sid}')`)
      sids.push(String(sid))
    }
    await leave(tab)

    const sampled = sids.filter((sid) => isSampled(sid, 50)).sort()
    await expect.poll(() => Object.keys(idsOfActions(intake)).sort()).toEqual(sampled)
  })

  test('A live: the automatic id, sampled by its sid, the same after a reload', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    const options = { sessionSampleRate: 50 }
    const sampled: string[] = []
    for (let serial = 0; serial < 4; serial++) {
      await visit(tab, { options })
      await ask(tab, 'stopSession()')
      await activity(tab)
      const id = String(await idOf(tab))
      expect(id).toMatch(UUID)
      expect(await sidOf(tab)).toBe(id.replaceAll('-', ''))
      await ask(tab, `addAction('${id} before')`)
      await visit(tab, { options })
      expect(await idOf(tab)).toBe(id)
      await ask(tab, `addAction('${id} after')`)
      if (isSampled(id.replaceAll('-', ''), 50)) {
        sampled.push(`${id} before`, `${id} after`)
      }
    }
    await leave(tab)

    await expect.poll(() => Object.keys(idsOfActions(intake)).sort()).toEqual(sampled.sort())
  })

  test('A expired: no id and nothing collected until the next activity', async ({
    tab,
    visit,
    leave,
    intake,
    site,
  }) => {
    // Real time: the browser's own entries know no other.
    await visit(tab, { options: { sessionTimeout: 1 } })
    await until(tab, 'DATAFLUX_RUM.getSessionId() === null')
    await tab.evaluate(`fetch('${site.url}/between').then((response) => response.status)`)
    await until(tab, `performance.getEntriesByName('${site.url}/between').length`)
    await ask(tab, `addAction('after')`)
    const after = await idOf(tab)
    expect(after).toMatch(UUID)
    await leave(tab)

    await expectActions(intake, { after })
    const paths = intake.points('resource').map(({ fields }) => fields['resource_url_path'])
    expect(paths).not.toContain('/between')
    expect(intake.points().every(({ tags }) => UUID.test(tags['session_id'] ?? ''))).toBe(true)
  })

  for (const [kind, cause] of [
    ['added', `DATAFLUX_RUM.addError(new Error('late'))`],
    ['uncaught', `reportError(new Error('late'))`],
  ] as const) {
    test(`A expired: an ${kind} error renews it, and is its first event`, async ({
      tab,
      visit,
      leave,
      intake,
    }) => {
      await visit(tab)
      const before = await idOf(tab)
      await advance(tab, 901)
      await run(tab, cause)
      const after = await idOf(tab)
      expect(after).toMatch(UUID)
      expect(after).not.toBe(before)
      await leave(tab)

      await expect.poll(() => intake.points('error').length).toBe(1)
      expect(intake.points('error')[0]?.tags['session_id']).toBe(after)
    })
  }

  test('M ended by endSession(), A off: events carry no session_id', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab, { options: { trackSessionAutomatically: false } })
    await ask(tab, 'startSession(1234567890)')
    await run(
      tab,
      `DATAFLUX_RUM.addAction('inside'); DATAFLUX_RUM.endSession(); DATAFLUX_RUM.addAction('outside')`,
    )
    expect(await idOf(tab)).toBe(null)
    await leave(tab)

    await expectActions(intake, { inside: 1234567890, outside: undefined })
  })
})

test.describe('views and events keep to one id', () => {
  test('a change of the reported id, whatever its cause, ends the view and starts another', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    const changes = [
      `addDebugSession('debug_1')`,
      `addDebugSession('debug_2')`,
      'clearDebugSession()',
      'startSession(1234567890)',
      'reset()',
      'endSession()',
      'startSession(1234567891)',
      'stopSession()',
    ]
    for (const [index, change] of changes.entries()) {
      await ask(tab, change)
      await ask(tab, `addAction('${index} ${change.replaceAll("'", '')}')`)
    }
    await leave(tab)

    await expect.poll(() => intake.points('action').length).toBe(changes.length)
    const viewOf = (name: string) =>
      intake.points('action').find(({ fields }) => `${fields['action_name']}`.startsWith(name))
        ?.tags['view_id']
    expect(new Set(changes.map((_, index) => viewOf(`${index} `))).size).toBe(changes.length)
  })

  test('events have the id that was valid at their time, not at the flush', async ({
    tab,
    visit,
    leave,
    intake,
    site,
  }) => {
    await visit(tab)
    const automatic = await idOf(tab)
    const release = site.hold('/slow')
    await run(tab, `window.slow = fetch('${site.url}/slow').then((response) => response.status)`)
    await expect.poll(() => site.requests).toContain('/slow')
    await ask(tab, `addAction('before')`)
    await ask(tab, 'startSession(1234567890)')
    await ask(tab, `addAction('during')`)
    release()
    await tab.evaluate('window.slow')
    await expect
      .poll(() => tab.evaluate(`performance.getEntriesByName('${site.url}/slow').length`))
      .toBe(1)
    await ask(tab, 'endSession()')
    await ask(tab, `addAction('after')`)
    await leave(tab)

    await expectActions(intake, { before: automatic, during: 1234567890, after: undefined })
    const slow = intake
      .points('resource')
      .find(({ fields }) => fields['resource_url_path'] === '/slow')
    expect(slow?.tags['session_id']).toBe(automatic)
  })

  test('an action and the end of its session in the same instant: the action has its id', async ({
    tab,
    visit,
    leave,
    intake,
  }) => {
    await visit(tab)
    await run(tab, `var now = performance.now(); performance.now = function () { return now }`)
    await run(
      tab,
      `DATAFLUX_RUM.startSession(1234567890)
       DATAFLUX_RUM.addAction('first')
       DATAFLUX_RUM.startSession(1234567891)
       DATAFLUX_RUM.addAction('second')
       DATAFLUX_RUM.endSession()
       DATAFLUX_RUM.addAction('third')`,
    )
    await leave(tab)

    await expectActions(intake, { first: 1234567890, second: 1234567891, third: undefined })
  })
})
