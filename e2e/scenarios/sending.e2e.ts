import { loaderSnippet, SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

test('nothing is sent before the load event, and soon after it the first batch is', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const release = site.hold('/late.png')
  const url = site.page(
    '/load',
    toPage(`${SYNC_TAG}<script>${initCall()}</script>`, '<img src="/late.png" alt="">'),
  )
  await page.goto(url, { waitUntil: 'domcontentloaded' })
  await page.evaluate(`for (let i = 0; i < 100; i++) DATAFLUX_RUM.addAction('early')`)
  expect(await page.evaluate('document.readyState')).toBe('interactive')
  expect(intake.requests).toEqual([])
  release()
  await expect.poll(() => intake.points('action').length).toBe(100)
})

test('leaving the page right after 40 actions loses none, and stores none twice', async ({
  page,
  site,
  collector,
  appId,
  initCall,
}) => {
  await page.goto(site.page('/leave', toPage(`${SYNC_TAG}<script>${initCall()}</script>`)))
  const sessionId = String(await page.evaluate('DATAFLUX_RUM.getSessionId()'))
  await page.evaluate(`
    for (let i = 0; i < 40; i++) DATAFLUX_RUM.addAction('a' + i)
    location.href = 'about:blank'
  `)
  await expect
    .poll(async () => (await collector.sessions(appId))[0]?.session_action_count, {
      timeout: 15_000,
    })
    .toBe(40)
  const { session } = await collector.session(appId, sessionId)
  expect(session.session_view_count).toBe(1)
})

test('an intake that fails for a while gets everything afterwards, in order', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  let isDown = true
  await page.route(`${intake.url}/**`, (route) =>
    isDown
      ? route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' } })
      : route.continue(),
  )
  const failed = page.waitForResponse((response) => response.status() === 503)
  await page.goto(site.page('/outage', toPage(`${SYNC_TAG}<script>${initCall()}</script>`)))
  await page.evaluate(`for (let i = 0; i < 120; i++) DATAFLUX_RUM.addAction('a' + i)`)
  await failed
  isDown = false

  await expect.poll(() => intake.points('action').length, { timeout: 15_000 }).toBe(120)
  expect(intake.points('action').map(({ fields }) => fields['action_name'])).toEqual(
    Array.from({ length: 120 }, (_, index) => `a${index}`),
  )
})

test('a site with a token sends to the gateway, with times in milliseconds', async ({
  page,
  site,
  intake,
}) => {
  const options = { applicationId: 'a', site: `${intake.url}/`, clientToken: 'tok en' }
  const url = site.page(
    '/gateway',
    toPage(`${SYNC_TAG}<script>DATAFLUX_RUM.init(${JSON.stringify(options)})</script>`),
  )
  await page.goto(url)
  await expect
    .poll(() => intake.requests)
    .toContain('POST /v1/write/rum?token=tok%20en&to_headless=true&precision=ms&encoding=deflate')
})

test('an intake behind a path of the page itself needs no other origin', async ({
  page,
  site,
  appId,
}) => {
  const options = { applicationId: appId, datakitOrigin: '/rum/' }
  const request = page.waitForRequest(/\/rum\/v1\/write\/rum\?precision=ms&encoding=deflate$/)
  await page.goto(
    site.page(
      '/own',
      toPage(`${SYNC_TAG}<script>DATAFLUX_RUM.init(${JSON.stringify(options)})</script>`),
    ),
  )
  expect((await request).url()).toBe(`${site.url}/rum/v1/write/rum?precision=ms&encoding=deflate`)
})

test('bad options are named in one console error, and nothing is collected', async ({
  page,
  site,
}) => {
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(
    site.page(
      '/bad',
      toPage(`${loaderSnippet()}<script>
        DATAFLUX_RUM.init({ datakitOrigin: 'http://127.0.0.1:1' })
        DATAFLUX_RUM.init({ applicationId: 'a' })
        DATAFLUX_RUM.init({ applicationId: 'a', site: 'http://127.0.0.1:1' })
        DATAFLUX_RUM.init({ applicationId: 'a', datakitOrigin: '/', sessionSampleRate: 101 })
        DATAFLUX_RUM.init()
      </script>`),
    ),
  )
  await page.waitForFunction('typeof DATAFLUX_RUM.version === "string"')
  expect(errors.map((text) => text.replace(/^\[DATAFLUX_RUM\] init: /, ''))).toEqual([
    'give `applicationId`. Nothing is collected.',
    'give `datakitOrigin` as `https://…` or `/…`, without `/v1/write/rum`; or `site` and `clientToken`. Nothing is collected.',
    'sample rates must be from 0 to 100. Nothing is collected.',
  ])
  expect(await page.evaluate('DATAFLUX_RUM.getSessionId()')).toBe(null)
  expect(await page.context().cookies()).toEqual([])
})

test('a tab that is hidden and then killed has told all: its view too, as it was at the last moment', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.goto(site.page('/hidden', toPage(`${SYNC_TAG}<script>${initCall()}</script>`)))
  await expect.poll(() => intake.points('view').length).toBeGreaterThan(0) // the first batch is over
  await page.evaluate(`
    DATAFLUX_RUM.addAction('last')
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  `)
  const devtools = await page.context().newCDPSession(page)
  devtools.send('Page.crash').catch(() => {}) // never answers: the renderer is gone

  await expect.poll(() => intake.points('action').length).toBe(1)
  const counts = () => intake.points('view').map(({ fields }) => fields['view_action_count'])
  await expect.poll(() => counts().pop()).toBe(1)
})

test('as JSON, the same events arrive and are stored, once the intake has given its permission', async ({
  page,
  site,
  collector,
  intake,
  appId,
  initCall,
}) => {
  const init = initCall({ sendContentTypeByJson: true })
  await page.goto(site.page('/json', toPage(`${SYNC_TAG}<script>${init}</script>`)))
  const sessionId = String(await page.evaluate('DATAFLUX_RUM.getSessionId()'))
  await page.evaluate(
    `DATAFLUX_RUM.addAction('a "quoted", = \\\\ one', { nested: { a: [1, 'b'] } })`,
  )
  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(intake.points('action')[0]?.fields).toMatchObject({
    action_name: 'a "quoted", = \\ one',
    nested: '{"a":[1,"b"]}',
  })
  expect(intake.requests.some((request) => request.startsWith('OPTIONS'))).toBe(true)
  const { session } = await collector.session(appId, sessionId)
  expect(session.session_action_count).toBe(1)
})
