import { loaderSnippet, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

/** A bundle that is held holds the load event too. */
const BEFORE_LOAD = { waitUntil: 'domcontentloaded' } as const

test.describe('before the bundle has arrived', () => {
  test('calls by any name return undefined and are replayed in order, each with its own time and URL', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const release = site.hold('/dist/dataflux-rum.js')
    const url = site.page(
      '/queue',
      toPage(`${loaderSnippet()}<script>
        ${initCall()}
        window.answers = [DATAFLUX_RUM.setUser({ id: 'ada' }), DATAFLUX_RUM.noSuchCall(1), DATAFLUX_RUM.getDebugSession()]
        DATAFLUX_RUM.addAction('first', { step: 1 })
      </script>`),
    )
    await page.goto(url, BEFORE_LOAD)
    expect(await page.evaluate('window.answers')).toEqual([undefined, undefined, undefined])

    const before = await page.evaluate('performance.timeOrigin + performance.now()')
    await page.evaluate(
      `history.pushState({}, '', '/queue/second'); DATAFLUX_RUM.addAction('second')`,
    )
    const after = await page.evaluate('performance.timeOrigin + performance.now()')
    release()

    await expect.poll(() => intake.points('action').length).toBe(2)
    const [first, second] = intake.points('action')
    expect(first).toMatchObject({
      tags: { view_url: url, view_path: '/queue', userid: 'ada', action_type: 'custom' },
      fields: { action_name: 'first', step: 1 },
    })
    expect(second).toMatchObject({
      tags: { view_url: `${url}/second`, view_path: '/queue/second' },
      fields: { action_name: 'second' },
    })
    expect(second?.time).toBeGreaterThanOrEqual(Math.floor(Number(before)))
    expect(second?.time).toBeLessThanOrEqual(Math.ceil(Number(after)))
    expect(first?.time).toBeLessThan(second?.time ?? 0)
  })

  test('calls that precede init wait for it, with the user that was set when they were made', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const url = site.page(
      '/early',
      toPage(`${loaderSnippet()}<script>
        DATAFLUX_RUM.addAction('anonymous')
        DATAFLUX_RUM.setUser({ id: 'grace', plan: 'gold' })
        DATAFLUX_RUM.addAction('known')
        ${initCall()}
      </script>`),
    )
    await page.goto(url)

    await expect.poll(() => intake.points('action').length).toBe(2)
    const [anonymous, known] = intake.points('action')
    expect(anonymous).toMatchObject({
      tags: { is_signin: 'F' },
      fields: { action_name: 'anonymous' },
    })
    expect(anonymous?.tags).not.toHaveProperty('userid')
    expect(known).toMatchObject({
      tags: { userid: 'grace', is_signin: 'T' },
      fields: { plan: 'gold' },
    })
  })

  test('errors, rejections and calls keep their order and their times, exactly once', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const release = site.hold('/dist/dataflux-rum.js')
    const url = site.page(
      '/errors',
      toPage(`${loaderSnippet()}<script>${initCall()}</script>
        <script>throw new TypeError('early error')</script>
        <script>Promise.reject(new RangeError('early rejection'))</script>`),
    )
    await page.goto(url, BEFORE_LOAD)
    const heldUntil = Number(await page.evaluate('performance.timeOrigin + performance.now()'))
    release()
    await page.waitForFunction('typeof DATAFLUX_RUM.version === "string"')
    await page.evaluate(`setTimeout(() => { throw new Error('late error') })`)

    await expect.poll(() => intake.points('error').length).toBe(3)
    const errors = intake.points('error')
    expect(errors.map(({ fields }) => fields['error_message'])).toEqual([
      'early error',
      'early rejection',
      'late error',
    ])
    expect(errors.map(({ tags }) => tags['error_type'])).toEqual([
      'TypeError',
      'RangeError',
      'Error',
    ])
    expect(errors[1]?.time).toBeLessThanOrEqual(heldUntil)
    expect(errors[0]?.fields['error_stack']).toMatch(
      /^TypeError: early error\n at <anonymous> @ http:.*\/errors:\d+:\d+$/,
    )
  })

  test('a call that throws, in onReady or by itself, stops nothing', async ({
    page,
    site,
    intake,
    initCall,
    internalFailures,
  }) => {
    const thrown: string[] = []
    page.on('pageerror', ({ message }) => thrown.push(message))
    const url = site.page(
      '/throws',
      toPage(`${loaderSnippet()}<script>
        DATAFLUX_RUM.onReady(() => { throw new Error('of the page') })
        DATAFLUX_RUM.onReady(() => {
          ${initCall()}
          DATAFLUX_RUM.onReady(() => { window.nested = DATAFLUX_RUM.addDebugSession('inside') })
          window.afterNested = Boolean(window.nested)
        })
        DATAFLUX_RUM.addAction({ toString() { throw new Error('hostile') } })
        DATAFLUX_RUM.addAction('last')
      </script>`),
    )
    await page.goto(url)

    await expect.poll(() => intake.points('action').length).toBe(1)
    expect(intake.points('action')[0]?.fields['action_name']).toBe('last')
    expect(await page.evaluate('window.nested')).toMatchObject({ id: 'inside' })
    expect(await page.evaluate('window.afterNested')).toBe(true)
    expect(internalFailures.splice(0)).toMatchObject([expect.stringContaining('hostile')])
    expect(thrown).toEqual(['of the page']) // the page's own error is still the page's own
  })

  test('a reference that was taken before goes on to the real API', async ({
    page,
    site,
    initCall,
  }) => {
    const release = site.hold('/dist/dataflux-rum.js')
    const url = site.page(
      '/reference',
      toPage(`${loaderSnippet()}<script>
        const early = DATAFLUX_RUM, getSessionId = DATAFLUX_RUM.getSessionId
        ${initCall()}
      </script>`),
    )
    await page.goto(url, BEFORE_LOAD)
    expect(await page.evaluate('early.getSessionId()')).toBeUndefined()
    release()
    await page.waitForFunction('typeof DATAFLUX_RUM.version === "string"')

    expect(await page.evaluate('early.getSessionId() === DATAFLUX_RUM.getSessionId()')).toBe(true)
    expect(await page.evaluate('getSessionId()')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('awaiting the global does not hang, and a second paste changes nothing', async ({
    page,
    site,
  }) => {
    const release = site.hold('/dist/dataflux-rum.js')
    const url = site.page('/twice', toPage(loaderSnippet() + loaderSnippet()))
    await page.goto(url, BEFORE_LOAD)

    expect(await page.evaluate('(async () => (await DATAFLUX_RUM) === DATAFLUX_RUM)()')).toBe(true)
    expect(await page.evaluate(`document.querySelectorAll('script[src]').length`)).toBe(1)
    release()
  })
})

test('a bundle that cannot be loaded leaves the page as it is, and keeps nothing', async ({
  page,
  site,
}) => {
  const snippet = loaderSnippet().replace('/dist/dataflux-rum.js', '/nowhere.js')
  await page.goto(site.page('/dead', toPage(snippet)))
  await page.waitForFunction('DATAFLUX_RUM.q.push === Array.prototype.push')

  const left = await page.evaluate(`
    for (let i = 0; i < 5000; i++) DATAFLUX_RUM.addAction('lost')
    DATAFLUX_RUM.q.length
  `)
  expect(left).toBe(0)
})

test('an element of the page whose id is the name of the global is no SDK', async ({
  page,
  site,
  initCall,
  intake,
}) => {
  const url = site.page(
    '/element',
    `<!doctype html><html><head><link rel="icon" href="data:,"></head><body><p id="DATAFLUX_RUM"></p>
     ${loaderSnippet()}<script>${initCall()}; DATAFLUX_RUM.addAction('works')</script></body></html>`,
  )
  await page.goto(url)

  await expect.poll(() => intake.points('action').length).toBe(1)
})
