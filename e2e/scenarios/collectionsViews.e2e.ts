import type { Page } from 'playwright/test'
import type { Point } from '../../protocol/point.ts'
import { restore, WITH_BFCACHE } from '../support/backForward.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'
import { newestViews, viewsOfLeftPage } from '../support/views.ts'

const NOTE_RETURN = `addEventListener('pageshow', (event) => { window.isRestored = event.persisted })`

test.use({ launchOptions: WITH_BFCACHE })

function nameOf({ tags }: Point): string {
  return String(tags['view_name'])
}

/** Until so much of the page's time has passed: what is to see is that nothing comes of it. */
async function pass(page: Page, ms: number): Promise<void> {
  const from = Number(await page.evaluate('performance.now()'))
  await page.waitForFunction(`performance.now() >= ${from + ms}`)
}

/** ms from ns. */
function toMs(value: unknown): number {
  return Number(value) / 1e6
}

test('loading time: until the page comes to rest, what is excluded left aside; none where nothing happens or it was hidden', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/slow', '{}')
  site.page('/api/poll', '{}')
  const release = site.hold('/api/slow')
  site.hold('/api/poll')
  const init = initCall().replace(/\}\)$/, `,excludedActivityUrls: [/poll/] })`)
  const url = site.page('/load', toPage(`${SYNC_TAG}<script>${init}</script>`, '<p>Text</p>'))
  await page.goto(url)
  await expect
    .poll(() => newestViews(intake.points('view'))[0]?.fields['loading_time'])
    .toBeGreaterThan(0)

  // A route with a request that takes its time, beside one that never ends.
  await page.evaluate(`
    history.pushState({}, '', '/slow')
    fetch('/api/poll')
    fetch('/api/slow').then(() => { document.querySelector('p').textContent = 'Slow' }); 0`)
  await pass(page, 300)
  release()
  await page.waitForFunction(`document.querySelector('p').textContent === 'Slow'`)
  await expect
    .poll(() => newestViews(intake.points('view'))[1]?.fields['loading_time'])
    .toBeTruthy()

  await page.evaluate(`history.pushState({}, '', '/quiet')`)
  await pass(page, 150)
  await page.evaluate(`
    history.pushState({}, '', '/hidden')
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    delete document.visibilityState
    document.querySelector('p').textContent = 'Hidden'`)
  await pass(page, 150)
  await page.goto('about:blank')

  const [first, slow, quiet, hidden] = await viewsOfLeftPage(intake, 4)
  // The document's own loading is activity, too, and its load event has to be over.
  expect(first?.fields['loading_time']).toBeGreaterThanOrEqual(Number(first?.fields['load_event']))
  expect(toMs(slow?.fields['loading_time'])).toBeGreaterThanOrEqual(300)
  expect(toMs(slow?.fields['loading_time'])).toBeLessThan(toMs(slow?.fields['time_spent']) - 95)
  expect(quiet?.fields).not.toHaveProperty('loading_time')
  expect(hidden?.fields).not.toHaveProperty('loading_time')
})

test('the height of a page that grows is known although nobody scrolls, and is not asked for', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const watch = `<script>
    let asked = 0
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollHeight')
    Object.defineProperty(Element.prototype, 'scrollHeight', { get() { asked++; return get.call(this) } })
  </script>`
  const head = `${watch}${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/growing', toPage(head, '<div style="height: 300px">Text</div>')))
  // Observers are called in the order in which they were made: the SDK has seen the height before this one.
  await page.evaluate(`new Promise((done) => {
    document.querySelector('div').style.height = '3000px'
    new ResizeObserver(done).observe(document.documentElement)
  })`)
  const asked = await page.evaluate(`(() => {
    asked = 0
    for (let i = 0; i < 20; i++) history.pushState({}, '', '/growing/' + i)
    return asked
  })()`)
  await page.goto('about:blank')

  const [grown] = await viewsOfLeftPage(intake, 21)
  const { scroll } = JSON.parse(String(grown?.fields['display']))
  expect(scroll.max_scroll_height).toBeGreaterThanOrEqual(3000)
  expect(scroll.max_depth_scroll_top).toBe(0)
  expect(asked).toBe(0)
})

test('startView, its options, its context, its name and timings; scroll depth', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const body = '<div style="height: 4000px">Text</div>'
  const head = `${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/options', toPage(head, body)))
  await page.setViewportSize({ width: 800, height: 600 })
  await page.evaluate(`
    DATAFLUX_RUM.setGlobalContext({ step: 'global', region: 'eu' })
    DATAFLUX_RUM.setViewContext({ step: 'first' })
    DATAFLUX_RUM.addAction('on the first')
    DATAFLUX_RUM.startView({ name: 'Cart', service: 'cart', version: '9', context: { step: 1 } })
    DATAFLUX_RUM.addAction('in the cart', { own: true })
    DATAFLUX_RUM.setViewContextProperty('coupon', { code: 'X' })
    DATAFLUX_RUM.addTiming('hero', 12)
    DATAFLUX_RUM.addTiming('ready at last')
    window.context = DATAFLUX_RUM.getViewContext()
    DATAFLUX_RUM.setViewName('Cart with coupon')
    DATAFLUX_RUM.addError('after its naming')`)
  expect(await page.evaluate('context')).toEqual({ step: 1, coupon: { code: 'X' } })
  await page.evaluate(`new Promise((done) => {
    addEventListener('scroll', () => setTimeout(done))
    scrollTo(0, 1000)
  })`)
  await page.evaluate(`new Promise((done) => {
    addEventListener('scroll', () => setTimeout(done))
    scrollTo(0, 0)
  })`)
  await page.evaluate(`DATAFLUX_RUM.startView('Plain')`)
  await page.goto('about:blank')

  const [first, cart, plain] = await viewsOfLeftPage(intake, 3)
  expect(first?.fields).toMatchObject({ step: 'first', region: 'eu' })
  expect(cart).toMatchObject({
    tags: { view_name: 'Cart with coupon', service: 'cart', version: '9' },
    fields: { step: 1, region: 'eu', coupon: '{"code":"X"}' },
  })
  const timings = JSON.parse(String(cart?.fields['custom_timings']))
  expect(timings).toEqual({ hero: 12e6, ready_at_last: expect.any(Number) })
  expect(timings.ready_at_last).toBeLessThanOrEqual(Number(cart?.fields['time_spent']))
  const { viewport, scroll } = JSON.parse(String(cart?.fields['display']))
  expect(viewport).toEqual({ width: 800, height: 600 })
  expect(scroll).toMatchObject({ max_depth: 1600, max_depth_scroll_top: 1000 })
  expect(scroll.max_scroll_height).toBeGreaterThanOrEqual(4000)
  expect(plain).toMatchObject({ tags: { view_name: 'Plain', service: 'site', version: '1.2.3' } })
  expect(plain?.fields).not.toHaveProperty('coupon')

  const byName = new Map(intake.points('action').map((each) => [each.fields['action_name'], each]))
  expect(byName.get('on the first')).toMatchObject({
    tags: { service: 'site' },
    fields: { step: 'first' },
  })
  expect(byName.get('in the cart')).toMatchObject({
    tags: { view_name: 'Cart', service: 'cart', version: '9' },
    fields: { step: 1, own: true },
  })
  expect(intake.points('error')[0]?.tags['view_name']).toBe('Cart with coupon')
})

test('trackViewsManually: nothing is a view but a startView; what came before belongs to the first', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const init = initCall({ trackViewsManually: true })
  const url = site.page(
    '/manual',
    toPage(`${SYNC_TAG}<script>${init};${NOTE_RETURN}</script>`, '<p>Text</p>'),
  )
  await page.goto(url)
  await page.evaluate(`
    DATAFLUX_RUM.setGlobalContext({ when: 'before' })
    DATAFLUX_RUM.addError('before any view')
    DATAFLUX_RUM.setGlobalContext({ when: 'after' })
    history.pushState({}, '', '/manual/two')`)
  await pass(page, 150)
  expect(intake.points()).toEqual([])
  await page.evaluate(`DATAFLUX_RUM.startView({ name: 'First', context: { nth: 1 } })`)
  await page.evaluate(`DATAFLUX_RUM.addAction('in it'); history.pushState({}, '', '/manual/three')`)
  await page.goto(site.page('/elsewhere', toPage('')))
  await restore(page)
  await page.evaluate(`DATAFLUX_RUM.startView('Second')`)
  await page.goto('about:blank')

  const [first, second] = await viewsOfLeftPage(intake, 2)
  expect(first).toMatchObject({
    tags: { view_name: 'First', view_loading_type: 'initial_load', view_path: '/manual/two' },
    fields: { nth: 1, view_error_count: 1, view_action_count: 1 },
  })
  expect(first?.fields['loading_time']).toBeGreaterThan(0)
  expect(first?.fields['largest_contentful_paint']).toBeGreaterThan(0)
  expect(second?.tags).toMatchObject({ view_name: 'Second', view_loading_type: 'route_change' })
  expect(second?.fields).not.toHaveProperty('nth')
  expect(intake.points('error')[0]).toMatchObject({
    tags: { view_id: first?.tags['view_id'], view_name: 'First' },
    fields: { when: 'before', nth: 1 },
  })
  const documents = intake
    .points('resource')
    .filter(({ fields }) => fields['resource_type'] === 'document')
  expect(documents.map(({ tags }) => tags['view_id'])).toContain(first?.tags['view_id'])
})

test("a return from the back/forward cache is a view of its own; the time in the cache is nobody's", async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const head = `${SYNC_TAG}<script>${initCall()};${NOTE_RETURN}</script>`
  await page.goto(site.page('/kept', toPage(head, '<h1>Text</h1>')))
  await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length`)
  await page.evaluate(`DATAFLUX_RUM.setViewName('Kept')`)
  await page.goto(site.page('/plain', toPage('')))
  await pass(page, 400)
  await restore(page)
  await page.evaluate(`DATAFLUX_RUM.addAction('restored')`)
  // The library takes the paints of a return to be those of the next frame but one.
  await page.evaluate(`new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`)
  await page.goto('about:blank')

  await expect
    .poll(() => newestViews(intake.points('view'))[1]?.fields['cumulative_layout_shift'])
    .toBeDefined()
  const [load, restored] = newestViews(intake.points('view'))
  expect(load?.fields).toMatchObject({ is_active: false })
  expect(Number(load?.time) + toMs(load?.fields['time_spent'])).toBeLessThan(
    Number(restored?.time) - 390,
  )
  expect(restored).toMatchObject({
    tags: {
      view_loading_type: 'bfcache_restore',
      view_name: '/kept',
      view_referrer: load?.tags['view_url'],
      session_id: load?.tags['session_id'],
    },
    fields: { view_action_count: 1, first_byte: 0, cumulative_layout_shift: 0 },
  })
  for (const vital of ['first_contentful_paint', 'largest_contentful_paint']) {
    expect(toMs(restored?.fields[vital])).toBeGreaterThan(0)
    expect(toMs(restored?.fields[vital])).toBeLessThan(10_000)
  }
  expect(nameOf(load as Point)).toBe('Kept')
  expect(restored?.fields).not.toHaveProperty('dom_complete')
})
