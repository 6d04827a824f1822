import {
  BUNDLE,
  heard,
  run,
  snippet,
  toRecordingPage,
  until,
  untilLoaded,
} from '../support/engines/loaderPage.ts'
import { test } from '../support/engines/test.ts'
import { expect } from '../support/test.ts'

test.describe('before the bundle has arrived', () => {
  test('five methods and an unknown one return undefined, and are replayed in order, each with its own time and URL', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const release = site.hold(BUNDLE)
    const url = site.page(
      '/queue',
      toRecordingPage(`${snippet()}<script>
        ${initCall()}
        window.answers = [
          DATAFLUX_RUM.setUser({ id: 'ada' }),
          DATAFLUX_RUM.setGlobalContextProperty('tenant', 'north'),
          DATAFLUX_RUM.noSuchCall(1),
          DATAFLUX_RUM.getDebugSession(),
          DATAFLUX_RUM.addAction('first', { step: 1 }),
        ]
      </script>`),
    )
    await tab.goto(url)
    expect(
      await tab.evaluate('window.answers.length + answers.filter((a) => a !== undefined).length'),
    ).toBe(5)

    const before = await tab.evaluate('performance.timeOrigin + performance.now()')
    await run(
      tab,
      `history.pushState({}, '', '/queue/second'); DATAFLUX_RUM.addAction('second'); DATAFLUX_RUM.addError('third')`,
    )
    const after = await tab.evaluate('performance.timeOrigin + performance.now()')
    release()

    await expect.poll(() => intake.points('error').length).toBe(1)
    const [first, second] = intake.points('action')
    expect(first).toMatchObject({
      tags: { view_url: url, view_path: '/queue', userid: 'ada', action_type: 'custom' },
      fields: { action_name: 'first', step: 1, tenant: 'north' },
    })
    expect(second).toMatchObject({
      tags: { view_url: `${url}/second`, view_path: '/queue/second' },
      fields: { action_name: 'second' },
    })
    expect(second?.time).toBeGreaterThanOrEqual(Math.floor(Number(before)))
    expect(second?.time).toBeLessThanOrEqual(Math.ceil(Number(after)))
    expect(await heard(tab)).toEqual([
      'warn: [DATAFLUX_RUM] There is no call `noSuchCall`: it was ignored.',
    ])
  })

  test('a call that throws stops nothing', async ({ tab, site, intake, initCall }) => {
    const url = site.page(
      '/throws',
      toRecordingPage(`${snippet()}<script>
        ${initCall()}
        DATAFLUX_RUM.addAction('first')
        DATAFLUX_RUM.addAction({ toString() { throw new Error('hostile') } })
        DATAFLUX_RUM.setUser({ get id() { throw new Error('hostile') } })
        DATAFLUX_RUM.addAction('last')
      </script>`),
    )
    await tab.goto(url)

    await expect
      .poll(() => intake.points('action').map(({ fields }) => fields['action_name']))
      .toEqual(expect.arrayContaining(['first', 'last']))
    const others = ((await heard(tab)) as string[]).filter(
      (line) => !line.startsWith('debug: [DATAFLUX_RUM] internal: '), // caught by a guard
    )
    expect(others).toEqual([])
  })

  test('onReady that throws stops nothing and stays an error of the page; a nested one runs at once', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page(
      '/on-ready',
      toRecordingPage(`${snippet()}<script>
        DATAFLUX_RUM.onReady(function () { throw new Error('of the page') })
        DATAFLUX_RUM.onReady(function () {
          ${initCall()}
          DATAFLUX_RUM.onReady(function () { window.nested = DATAFLUX_RUM.addDebugSession('inside') })
          window.afterNested = window.nested.id
        })
        DATAFLUX_RUM.addAction('last')
      </script>`),
    )
    await tab.goto(url)

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(await tab.evaluate('window.afterNested')).toBe('inside')
    expect(await heard(tab)).toEqual(['uncaught: of the page'])
  })

  test('getDebugSession answers undefined, and after load what it is', async ({
    tab,
    site,
    initCall,
  }) => {
    const release = site.hold(BUNDLE)
    const url = site.page(
      '/debug',
      toRecordingPage(`${snippet()}<script>
        ${initCall()}
        DATAFLUX_RUM.addDebugSession('debug_1')
        window.before = typeof DATAFLUX_RUM.getDebugSession()
      </script>`),
    )
    await tab.goto(url)
    release()
    await untilLoaded(tab)

    expect(await tab.evaluate('window.before')).toBe('undefined')
    expect(await tab.evaluate('DATAFLUX_RUM.getDebugSession().id')).toBe('debug_1')
  })

  test('a reference that was taken goes on to the real API', async ({ tab, site, initCall }) => {
    const release = site.hold(BUNDLE)
    const url = site.page(
      '/reference',
      toRecordingPage(`${snippet()}<script>
        var early = DATAFLUX_RUM, getSessionId = DATAFLUX_RUM.getSessionId
        ${initCall()}
      </script>`),
    )
    await tab.goto(url)
    expect(await tab.evaluate('typeof early.getSessionId()')).toBe('undefined')
    release()
    await untilLoaded(tab)

    expect(await tab.evaluate('early.getSessionId() === DATAFLUX_RUM.getSessionId()')).toBe(true)
    expect(await tab.evaluate('getSessionId()')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('awaiting the global does not hang', async ({ tab, site }) => {
    const release = site.hold(BUNDLE)
    await tab.goto(site.page('/await', toRecordingPage(snippet())))

    expect(await tab.evaluate('(async () => (await DATAFLUX_RUM) === DATAFLUX_RUM)()')).toBe(true)
    release()
  })

  test('of 3,000 calls the oldest 999 are kept', async ({ tab, site, intake, initCall }) => {
    const release = site.hold(BUNDLE)
    const url = site.page(
      '/many',
      toRecordingPage(`${snippet()}<script>
        ${initCall()}
        for (var i = 1; i < 3000; i++) DATAFLUX_RUM.addAction('call ' + i)
      </script>`),
    )
    await tab.goto(url)
    release()

    await expect.poll(() => intake.points('action').length, { timeout: 20_000 }).toBe(998)
    expect(intake.points('action').map(({ fields }) => fields['action_name'])).toEqual(
      Array.from({ length: 998 }, (_, index) => `call ${index + 1}`),
    )
  })

  test('calls that precede init wait for it, with the user that was set when they were made', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page(
      '/init-last',
      toRecordingPage(`${snippet()}<script>
        DATAFLUX_RUM.addAction('anonymous')
        DATAFLUX_RUM.setUser({ id: 'grace', plan: 'gold' })
        DATAFLUX_RUM.addAction('known')
        ${initCall()}
      </script>`),
    )
    await tab.goto(url)

    await expect.poll(() => intake.points('action').length).toBe(2)
    const [anonymous, known] = intake.points('action')
    expect(anonymous?.tags).not.toHaveProperty('userid')
    expect(known).toMatchObject({ tags: { userid: 'grace' }, fields: { plan: 'gold' } })
  })

  test('nothing is lost however late it is: 10 s, or held until every call is made', async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const release = site.hold(BUNDLE)
    const url = site.page(
      '/late',
      toRecordingPage(`${snippet()}<script>${initCall()}</script>`, '<button>Buy</button>'),
    )
    await tab.goto(url)
    await run(
      tab,
      `document.querySelector('button').onclick = () => DATAFLUX_RUM.addAction('bought')`,
    )
    await tab.click('button')
    await run(tab, `setTimeout(() => { throw new Error('while it is late') })`)
    await until(tab, 'heard.length === 1')
    release()

    await expect.poll(() => intake.points('action').length).toBe(1)
    await expect.poll(() => intake.points('error').length).toBe(1)
    expect(intake.points('action')[0]?.time).toBeLessThan(intake.points('error')[0]?.time ?? 0)
  })
})
