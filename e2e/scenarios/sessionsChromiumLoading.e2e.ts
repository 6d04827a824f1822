import { LOADING_MODES, loaderSnippet, SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test.describe('a debug session', () => {
  for (const [mode, toTags] of Object.entries(LOADING_MODES)) {
    test(`${mode}: its id is on every line of the page that adds it, and of the next page`, async ({
      page,
      site,
      intake,
      initCall,
    }) => {
      const code = `${initCall()}; DATAFLUX_RUM.addDebugSession('debug_session_xx')`
      await page.goto(site.page('/first', toPage(toTags(code), '<button>Click</button>')))
      await page.getByRole('button').click()
      await page.evaluate(`DATAFLUX_RUM.addAction('a'); DATAFLUX_RUM.addError('e')`)
      await page.goto(site.page('/second', toPage(toTags(initCall()))))
      await page.waitForFunction('window.DATAFLUX_RUM.getDebugSession()')
      await page.goto('about:blank')

      await expect.poll(() => lastPaths(intake.points('view'))).toEqual(['/first', '/second'])
      const points = intake.points()
      expect(new Set(points.map(({ tags }) => tags['session_id']))).toEqual(
        new Set(['debug_session_xx']),
      )
      expect(points.every(({ fields }) => fields['session_debug'] === true)).toBe(true)
      // A slow machine may add a long task.
      expect(points.map(({ measurement }) => measurement)).toEqual(
        expect.arrayContaining(['view', 'action', 'error', 'resource']),
      )
    })
  }

  test('is told as documented, and gives way to the session beneath it when it is cleared', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    await page.goto(site.page('/clear', toPage(`${loaderSnippet()}<script>${initCall()}</script>`)))
    await page.waitForFunction('DATAFLUX_RUM.getSessionId()')
    const automatic = await page.evaluate('DATAFLUX_RUM.getSessionId()')
    expect(automatic).toMatch(UUID)
    expect(await page.evaluate('DATAFLUX_RUM.getDebugSession()')).toBeUndefined()

    const added = await page.evaluate(`DATAFLUX_RUM.addDebugSession(' shop_42 ')`)
    expect(added).toEqual({
      id: 'shop_42',
      created: expect.any(Number),
      format_created: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
    })
    expect(await page.evaluate('DATAFLUX_RUM.getDebugSession()')).toEqual(added)
    await page.evaluate(`DATAFLUX_RUM.addAction('debugged'); DATAFLUX_RUM.clearDebugSession()`)
    expect(await page.evaluate('DATAFLUX_RUM.getDebugSession()')).toBeUndefined()
    await page.evaluate(`DATAFLUX_RUM.addAction('as before')`)
    await page.goto('about:blank')

    await expect.poll(() => intake.points('action').length).toBe(2)
    expect(intake.points('action').map(({ tags }) => tags['session_id'])).toEqual([
      'shop_42',
      automatic,
    ])
    // No view spans two ids.
    const idsOfViews = new Map<string, Set<string | undefined>>()
    for (const { tags } of intake.points()) {
      const ids = idsOfViews.get(tags['view_id'] ?? '') ?? new Set()
      idsOfViews.set(tags['view_id'] ?? '', ids.add(tags['session_id']))
    }
    expect([...idsOfViews.values()].map((ids) => ids.size)).toEqual([1, 1, 1])
  })

  test('is collected whatever the sample rate, and nothing else of an unsampled page is', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const head = `${loaderSnippet()}<script>${initCall({ sessionSampleRate: 0 })}</script>`
    const url = site.page('/unsampled', toPage(head))
    await page.goto(url)
    await page.waitForFunction('DATAFLUX_RUM.getSessionId()')
    await page.evaluate(`DATAFLUX_RUM.addAction('unsampled')`)
    expect(await page.evaluate('history.pushState.toString().includes("[native code]")')).toBe(true)

    await page.evaluate(`DATAFLUX_RUM.addDebugSession('d'); DATAFLUX_RUM.addAction('debugged')`)
    await page.goto('about:blank')
    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(intake.points('action')[0]?.fields['action_name']).toBe('debugged')
  })

  test('an argument that is no id changes nothing and is told once', async ({
    page,
    site,
    initCall,
  }) => {
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(site.page('/bad', toPage(`${loaderSnippet()}<script>${initCall()}</script>`)))
    await page.waitForFunction('DATAFLUX_RUM.getSessionId()')
    const answers = await page.evaluate(`[
      DATAFLUX_RUM.addDebugSession(''), DATAFLUX_RUM.addDebugSession(null),
      DATAFLUX_RUM.addDebugSession({}), DATAFLUX_RUM.addDebugSession('x'.repeat(129)),
      DATAFLUX_RUM.getDebugSession(),
    ]`)
    expect(answers).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(warnings).toEqual([
      expect.stringContaining('addDebugSession: an id is 1 to 128 printable characters'),
    ])
  })
})

test.describe('a manual session', () => {
  test('lasts over reloads and reopened pages until it is ended; then events carry no id', async ({
    context,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page('/manual', toPage(`${SYNC_TAG}<script>${initCall()}</script>`))
    const first = await context.newPage()
    await first.goto(url)
    await first.evaluate('DATAFLUX_RUM.startSession(1234567890)')
    expect(await first.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(1234567890)
    await first.reload()
    expect(await first.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(1234567890)
    await first.close()

    const second = await context.newPage()
    await second.goto(url)
    expect(await second.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(1234567890)
    await second.evaluate(`
      DATAFLUX_RUM.addAction('inside')
      DATAFLUX_RUM.endSession()
      DATAFLUX_RUM.addAction('after the end')
    `)
    expect(await second.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(null)
    await second.reload()
    expect(await second.evaluate('DATAFLUX_RUM.getSessionId()')).toMatch(UUID)
    await second.close()

    await expect.poll(() => intake.points('action').length).toBe(2)
    const [inside, after] = intake.points('action')
    expect(inside).toMatchObject({
      tags: { session_id: '1234567890' },
      fields: { session_manual: true },
    })
    expect(after?.fields['action_name']).toBe('after the end')
    expect(after?.tags).not.toHaveProperty('session_id')
  })

  test('without an id gets one that never repeats; a short one is refused with a reason', async ({
    page,
    site,
    initCall,
  }) => {
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(site.page('/ids', toPage(`${SYNC_TAG}<script>${initCall()}</script>`)))
    const ids = (await page.evaluate(`[undefined, undefined, 42].map((id) => {
      DATAFLUX_RUM.startSession(id)
      return DATAFLUX_RUM.getSessionId()
    })`)) as number[]
    expect(new Set(ids).size).toBe(3)
    expect(ids.every((id) => /^\d{13}$/.test(String(id)))).toBe(true)
    expect(warnings).toEqual([expect.stringContaining('whole number of 10 digits or more')])
  })
})

test.describe('the automatic session', () => {
  test('exists when init returns, and is shared by the pages and tabs of a browser', async ({
    context,
    site,
    initCall,
  }) => {
    const url = site.page(
      '/shared',
      toPage(`${SYNC_TAG}
        <script>${initCall()}; window.atOnce = DATAFLUX_RUM.getSessionId()</script>`),
    )
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(url)
    await second.goto(url)
    const id = await first.evaluate('window.atOnce')
    expect(id).toMatch(UUID)
    expect(await second.evaluate('window.atOnce')).toBe(id)
    await first.reload()
    expect(await first.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(id)
  })

  test('ends after 15 idle minutes, and the next activity starts another and a view of its own', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    await page.clock.install()
    const url = site.page('/idle', toPage(`${SYNC_TAG}<script>${initCall()}</script>`))
    await page.goto(url)
    await page.clock.runFor('00:10')
    await page.evaluate(`DATAFLUX_RUM.addAction('before')`)
    const before = await page.evaluate('DATAFLUX_RUM.getSessionId()')
    await page.clock.runFor('14:50')
    expect(await page.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(before)
    await page.clock.runFor('00:10')
    expect(await page.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(null)
    await page.evaluate(`DATAFLUX_RUM.addAction('after')`)
    const after = await page.evaluate('DATAFLUX_RUM.getSessionId()')
    expect(after).toMatch(UUID)
    expect(after).not.toBe(before)
    await page.goto('about:blank')

    await expect.poll(() => intake.points('action').length).toBe(2)
    expect(intake.points('action').map(({ tags }) => tags['session_id'])).toEqual([before, after])
  })
})

/** The path of each view, once, in the order in which the views began. */
function lastPaths(
  views: { time: number; tags: Record<string, string> }[],
): (string | undefined)[] {
  const paths = [...views].sort((a, b) => a.time - b.time).map(({ tags }) => tags['view_path'])
  return [...new Set(paths)]
}
