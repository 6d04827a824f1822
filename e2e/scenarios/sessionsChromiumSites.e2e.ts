import { toSessionKey } from '../../bundle/src/session/sessionStorage.ts'
import { CHROMIUM_ARGS } from '../support/engines/chromiumArgs.ts'
import { toPage } from '../support/loadingModes.ts'
import { ask, idOf, storedIn, toSessionPage, UUID } from '../support/session/page.ts'
import { expectActions, expectSound } from '../support/session/sent.ts'
import { expect, test } from '../support/test.ts'

const executablePath = process.env['CHROMIUM_PATH']

// Names of our own, all of this machine: http, and so no secure context.
test.use({
  launchOptions: {
    ...(executablePath && { executablePath }),
    args: [...CHROMIUM_ARGS, '--host-resolver-rules=MAP *.localtest 127.0.0.1'],
  },
})

test.describe('trackSessionAcrossSubdomains', () => {
  for (const acrossSubdomains of [true, false]) {
    test(`${acrossSubdomains}: ${acrossSubdomains ? 'one session for all hosts of the site, and none for other sites' : 'a session for each host'}`, async ({
      page,
      site,
      intake,
      initCall,
    }) => {
      const options = { trackSessionAcrossSubdomains: acrossSubdomains }
      const { port } = new URL(site.url)
      site.page('/page', toSessionPage({ initCall: initCall(options) }))
      const idAt = async (host: string) => {
        await page.goto(`http://${host}:${port}/page`)
        const id = await idOf(page)
        await expect.poll(() => storedIn(page)).toContain(String(id))
        return id
      }
      const ids = [
        await idAt('www.shop.localtest'),
        await idAt('a.pay.shop.localtest'),
        await idAt('shop.localtest'),
        await idAt('other.localtest'),
      ]
      expect(await page.evaluate('[isSecureContext, typeof navigator.locks]')).toEqual([
        false,
        'undefined',
      ])
      expect(new Set(ids).size).toBe(acrossSubdomains ? 2 : 4)
      expect(ids[3]).not.toBe(ids[0])
      expect(await page.evaluate('document.cookie')).not.toContain('_dfrum_d')
      await page.goto('about:blank')
      await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
      expectSound(intake)
    })
  }
})

test.describe('useSecureSessionCookie', () => {
  test('on an http page the cookie cannot be: localStorage stands in', async ({
    appId,
    page,
    site,
    initCall,
  }) => {
    const { port } = new URL(site.url)
    site.page('/page', toSessionPage({ initCall: initCall({ useSecureSessionCookie: true }) }))
    await page.goto(`http://shop.localtest:${port}/page`)
    const id = String(await idOf(page))
    await expect
      .poll(() => page.evaluate(`localStorage.getItem('${toSessionKey(appId)}')`))
      .toContain(id)
    expect(await page.evaluate('document.cookie')).toBe('')
  })

  test('with allowFallbackToLocalStorage: false, the session is the page’s own', async ({
    appId,
    page,
    site,
    initCall,
  }) => {
    const { port } = new URL(site.url)
    const options = { useSecureSessionCookie: true, allowFallbackToLocalStorage: false }
    site.page('/page', toSessionPage({ initCall: initCall(options) }))
    await page.goto(`http://shop.localtest:${port}/page`)
    const id = await idOf(page)
    expect(id).toMatch(UUID)
    await page.reload()
    expect(await idOf(page)).not.toBe(id)
    expect(
      await page.evaluate(`[document.cookie, localStorage.getItem('${toSessionKey(appId)}')]`),
    ).toEqual(['', null])
  })

  test('usePartitionedCrossSiteSessionCookie: a cookie that is secure and partitioned', async ({
    appId,
    page,
    context,
    site,
    initCall,
  }) => {
    const initialized = initCall({ usePartitionedCrossSiteSessionCookie: true })
    await page.goto(site.page('/page', toSessionPage({ initCall: initialized })))
    const id = String(await idOf(page))
    await expect.poll(() => storedIn(page)).toContain(id)
    const [cookie] = await context.cookies(site.url.replace('http:', 'https:'))
    expect(cookie).toMatchObject({ name: toSessionKey(appId), secure: true, sameSite: 'None' })
    await page.reload()
    expect(await idOf(page)).toBe(id)
  })
})

test('cookies that the browser itself blocks: localStorage stands in, events flow', async ({
  appId,
  page,
  context,
  site,
  intake,
  initCall,
}) => {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setDocumentCookieDisabled', { disabled: true })
  const url = site.page('/page', toSessionPage({ initCall: initCall() }))
  await page.goto(url)
  const id = await idOf(page)
  await expect
    .poll(() => page.evaluate(`localStorage.getItem('${toSessionKey(appId)}')`))
    .toContain(String(id))
  await ask(page, `addAction('a')`)
  await page.goto(url)
  expect(await idOf(page)).toBe(id)
  await page.goto('about:blank')
  await expectActions(intake, { a: id })
})

test.describe('two copies of the SDK on a page', () => {
  const COPY = '/dist/dataflux-rum.js'

  test('with the same global: the first one stays, and nothing is told twice', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const code = `${initCall()}; DATAFLUX_RUM.addAction('once')`
    const head = `<script src="${COPY}"></script><script>window.first = DATAFLUX_RUM;${code}</script>
      <script src="${COPY}?again"></script><script>${initCall()}</script>`
    await page.goto(site.page('/same', toPage(head)))
    expect(await page.evaluate('first === DATAFLUX_RUM')).toBe(true)
    const id = await idOf(page)
    await page.goto('about:blank')
    await expectActions(intake, { once: id })
    expect(intake.points('action').length).toBe(1)
    expectSound(intake)
  })

  test('with two globals: one session, each tells of its own, the end and the beginning are told once', async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    const head = `<script src="${COPY}"></script><script>${initCall()}</script>
      <script src="${COPY}?again" data-global="OTHER"></script>
      <script>${initCall().replace('DATAFLUX_RUM', 'OTHER')}</script>`
    await page.goto(site.page('/two', toPage(head)))
    const id = await idOf(page)
    expect(await page.evaluate('OTHER !== DATAFLUX_RUM')).toBe(true)
    expect(await page.evaluate('OTHER.getSessionId()')).toBe(id)
    await page.evaluate(`DATAFLUX_RUM.addAction('of the first'); OTHER.addAction('of the other')`)
    await page.evaluate('OTHER.startSession(1234567890)')
    await expect.poll(() => idOf(page)).toBe(1234567890)
    await page.evaluate(`DATAFLUX_RUM.addAction('of the first, in it')`)
    await page.evaluate('DATAFLUX_RUM.endSession()')
    await expect.poll(() => page.evaluate('OTHER.getSessionId()')).toBe(null)
    await page.goto('about:blank')
    await expectActions(intake, {
      'of the first': id,
      'of the other': id,
      'of the first, in it': 1234567890,
    })
    expectSound(intake)
  })
})
