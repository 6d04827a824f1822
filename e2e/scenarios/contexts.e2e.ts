import type { Page } from 'playwright/test'
import { loaderSnippet, SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

const stored = (page: Page) => page.evaluate('localStorage.getItem("_dfrum_c:part")')
const contexts = (page: Page) =>
  page.evaluate('[DATAFLUX_RUM.getUser(), DATAFLUX_RUM.getGlobalContext()]')

test('contexts: stored ones outlive a reload, what the page says goes before them, and a withdrawal deletes them', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const options = { storeContextsToLocal: true, storeContextsKey: 'part' }
  const init = initCall({ ...options, trackingConsent: 'pending' })
  const url = site.page('/stored', toPage(`${SYNC_TAG}<script>${init}</script>`))
  await page.goto(url)
  await page.evaluate(`
    DATAFLUX_RUM.setUser({ id: 'ada', plan: 'pro' })
    DATAFLUX_RUM.setUserProperty('team', 7)
    DATAFLUX_RUM.removeUserProperty('plan')
    DATAFLUX_RUM.setGlobalContext({ tenant: 'north', tier: 1 })
  `)
  expect(await stored(page)).toBeNull()
  await page.evaluate(`DATAFLUX_RUM.setTrackingConsent('granted')`)
  expect(JSON.parse(String(await stored(page)))).toEqual({
    user: { id: 'ada', team: 7 },
    global: { tenant: 'north', tier: 1 },
  })

  const early = `DATAFLUX_RUM.setGlobalContextProperty('tier', 2)`
  site.page('/stored', toPage(`${SYNC_TAG}<script>${early}; ${initCall(options)}</script>`))
  await page.reload()
  expect(await contexts(page)).toEqual([
    { id: 'ada', team: 7 },
    { tenant: 'north', tier: 2 },
  ])
  await page.evaluate(`DATAFLUX_RUM.addAction('after')`)
  await expect
    .poll(() => intake.points('action')[0])
    .toMatchObject({
      tags: { userid: 'ada' },
      fields: { team: 7, tenant: 'north', tier: 2 },
    })

  await page.evaluate(`DATAFLUX_RUM.setTrackingConsent('not-granted')
    DATAFLUX_RUM.setGlobalContextProperty('tier', 3)`)
  expect(await stored(page)).toBeNull()
  const foreign = `localStorage.setItem('_dfrum_c:part', '[not ours')`
  site.page('/stored', toPage(`${SYNC_TAG}<script>${foreign}; ${initCall(options)}</script>`))
  await page.reload()
  expect(await contexts(page)).toEqual([{}, {}])
})

test('contexts: the older names of calls and options work, those that the loader kept too, with a word in debug', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const told: string[] = []
  page.on('console', (message) => told.push(`${message.type()}: ${message.text()}`))
  const init = initCall({
    trackUserInteractions: undefined,
    trackInteractions: true,
    sampleRate: 100,
  })
  const calls = `
    DATAFLUX_RUM.addRumGlobalContext('gone', 1)
    DATAFLUX_RUM.setUser({ id: 'ada' })
    DATAFLUX_RUM.removeUser()
    DATAFLUX_RUM.setRumGlobalContext({ tenant: 'north', other: 1 })
    DATAFLUX_RUM.startSessionReplayRecording()
    DATAFLUX_RUM.stopSessionReplayRecording()
    DATAFLUX_RUM.addRumGlobalContext('tier', 1)
    DATAFLUX_RUM.addRumGlobalContext('tier', 2)
    DATAFLUX_RUM.removeRumGlobalContext('other')
    DATAFLUX_RUM.addAction('kept')`
  const release = site.hold('/dist/dataflux-rum.js')
  const html = toPage(`${loaderSnippet()}<script>${init};${calls}</script>`, '<button>Buy</button>')
  await page.goto(site.page('/older', html), { waitUntil: 'domcontentloaded' })
  release()
  await page.waitForFunction('typeof DATAFLUX_RUM.version === "string"')
  expect(await page.evaluate('DATAFLUX_RUM.getRumGlobalContext()')).toEqual({
    tenant: 'north',
    tier: 2,
  })
  await page.click('button')
  await expect.poll(() => intake.points('action').length).toBe(2)
  const kept = intake.points('action').find(({ fields }) => fields['action_name'] === 'kept')
  expect(kept?.fields).toMatchObject({ tenant: 'north', tier: 2 })
  expect(kept?.tags).not.toHaveProperty('userid')
  const words = told.filter((text) => text.includes('[DATAFLUX_RUM]'))
  for (const name of ['sampleRate', 'trackInteractions', 'addRumGlobalContext', 'removeUser']) {
    expect(words.filter((text) => text.includes(`\`${name}\``))).toHaveLength(1)
  }
  expect(words.filter((text) => !text.startsWith('debug'))).toEqual([])
})

test('contexts: feature flags, the internal context, the configuration, and where an error was handled', async ({
  page,
  site,
  intake,
  initCall,
  appId,
}) => {
  const init = initCall({ env: 'test' })
  const url = site.page(
    '/flags',
    toPage(`${SYNC_TAG}<script>
    window.before = [DATAFLUX_RUM.getInitConfiguration(), DATAFLUX_RUM.getInternalContext()]
    ${init}
    function handleFailure() { DATAFLUX_RUM.addError(new Error('handled')) }
  </script>`),
  )
  await page.goto(`${url}?q=a`)
  expect(await page.evaluate('before')).toEqual([undefined, undefined])
  expect(await page.evaluate('DATAFLUX_RUM.getInitConfiguration()')).toMatchObject({
    applicationId: appId,
    env: 'test',
  })
  await page.evaluate(`DATAFLUX_RUM.addFeatureFlagEvaluation('new-cart', true); handleFailure()
    window.then = performance.now(); history.pushState({}, '', '/flags/next')`)
  const session = { id: await page.evaluate('DATAFLUX_RUM.getSessionId()') }
  const [now, then, thenAsDate] =
    (await page.evaluate(`[undefined, then, performance.timeOrigin + then]
    .map((time) => DATAFLUX_RUM.getInternalContext(time))`)) as Record<string, unknown>[]
  expect(now).toMatchObject({ application: { id: appId }, session, view: { path: '/flags/next' } })
  expect(then).toMatchObject({ session, view: { path: '/flags', urlQuery: { q: 'a' } } })
  expect(thenAsDate).toEqual(then)

  await expect.poll(() => intake.points('error').length).toBe(1)
  const error = intake.points('error')[0]
  expect(error?.fields).toMatchObject({ feature_flags: '{"new-cart":true}' })
  expect(error?.tags).toMatchObject({
    os: 'Linux',
    browser: 'Chrome',
    browser_version_major: expect.stringMatching(/^\d{3}$/),
    device: 'PC',
    screen_size: expect.stringMatching(/^\d+\*\d+$/),
    time_zone: expect.any(String),
  })
  expect(then).toMatchObject({ view: { id: error?.tags['view_id'] } })
  expect(String(error?.fields['error_handling_stack']).split('\n')[1]).toMatch(
    /^ at handleFailure @ .*\/flags/,
  )
  const flagsOf = (path: string) =>
    intake
      .points('view')
      .filter(({ tags }) => tags['view_path'] === path)
      .at(-1)?.fields
  await expect.poll(() => flagsOf('/flags/next')).toBeDefined()
  expect(flagsOf('/flags')).toMatchObject({ feature_flags: '{"new-cart":true}' })
  expect(flagsOf('/flags/next')).not.toHaveProperty('feature_flags')
})
