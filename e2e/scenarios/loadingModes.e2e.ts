import { LOADING_MODES, SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

for (const [mode, toTags] of Object.entries(LOADING_MODES)) {
  test(`${mode}: what the page reports is stored under one session`, async ({
    page,
    site,
    collector,
    appId,
    initCall,
  }) => {
    const code = `
      ${initCall()}
      DATAFLUX_RUM.setUser({ id: 'u-1', name: 'Ada', email: 'ada@example.com' })
      DATAFLUX_RUM.setGlobalContextProperty('tenant', 'north')
      DATAFLUX_RUM.addAction('checkout', { cart: { items: 2 } })
      DATAFLUX_RUM.addError(new Error('declined'), { attempt: 3 })`
    await page.goto(site.page('/mode', toPage(toTags(code), '<button>Buy</button>')))
    await page.getByRole('button', { name: 'Buy' }).click()
    await page.waitForFunction('window.DATAFLUX_RUM.getSessionId()')
    const sessionId = await page.evaluate('DATAFLUX_RUM.getSessionId()')
    await page.goto('about:blank')

    await expect
      .poll(() => collector.sessions(appId))
      .toMatchObject([
        {
          session_id: sessionId,
          userid: 'u-1',
          user_name: 'Ada',
          user_email: 'ada@example.com',
          session_view_count: 1,
          session_action_count: 2,
          session_error_count: 1,
          session_first_view: { path: '/mode' },
          session_last_view: { path: '/mode' },
        },
      ])
    const { events } = await collector.session(appId, String(sessionId))
    const byName = Object.fromEntries(
      events.map((event) => [
        event.type === 'action'
          ? event.action_name
          : event.type === 'error'
            ? event.error_message
            : '',
        event,
      ]),
    )
    expect(byName['checkout']).toMatchObject({
      type: 'action',
      action_type: 'custom',
      attributes: { tenant: 'north', cart: '{"items":2}' },
    })
    expect(byName['declined']).toMatchObject({
      type: 'error',
      error_source: 'custom',
      attributes: { attempt: 3 },
    })
    expect(byName['Buy']).toMatchObject({ type: 'action', action_type: 'click' })
    expect(
      events.some((event) => event.type === 'resource' && event.resource_type === 'document'),
    ).toBe(true)
  })
}

test('the second of two copies on a page leaves the first alone', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const url = site.page(
    '/copies',
    toPage(`${SYNC_TAG}
      <script>window.first = DATAFLUX_RUM; ${initCall()}</script>
      <script src="/dist/dataflux-rum.js?again"></script>
      <script>DATAFLUX_RUM.addAction('once')</script>`),
  )
  await page.goto(url)
  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(await page.evaluate('window.first === DATAFLUX_RUM')).toBe(true)
})
