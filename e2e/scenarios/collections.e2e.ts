import { loaderSnippet, SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'
import { newestViews, viewsOfLeftPage } from '../support/views.ts'

test('views: the load and each route are one view, whose time never changes and whose last word wins', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const url = site.page(
    '/spa',
    toPage(`${SYNC_TAG}<script>${initCall()}</script>`, '<h2 id="part"></h2>'),
  )
  await page.goto(url)
  const origin = Number(await page.evaluate('performance.timeOrigin'))
  await page.evaluate(`DATAFLUX_RUM.addAction('on the first'); location.hash = '#part'`)
  await page.evaluate(
    `history.pushState({}, '', '/spa/orders/42'); DATAFLUX_RUM.addError('on the second')`,
  )
  await page.evaluate(`history.replaceState({}, '', '/spa/orders/42?tab=2')`) // the same path: no route
  await page.evaluate(`location.hash = '#/settings'`)
  await page.evaluate(`DATAFLUX_RUM.startView('By hand')`)
  await page.goto('about:blank')

  const [first, second, third, byHand] = await viewsOfLeftPage(intake, 4)
  expect(first).toMatchObject({
    tags: { view_loading_type: 'initial_load', view_path: '/spa' },
    fields: { view_action_count: 1, view_error_count: 0, is_active: false },
  })
  expect(Math.abs((first?.time ?? 0) - origin)).toBeLessThanOrEqual(1)
  expect(first?.fields['load_event']).toBeGreaterThan(0)
  expect(first?.fields['dom_interactive']).toBeLessThanOrEqual(
    Number(first?.fields['dom_complete']),
  )
  expect(second).toMatchObject({
    tags: {
      view_loading_type: 'route_change',
      view_path: '/spa/orders/42',
      view_path_group: '/spa/orders/?',
      view_name: '/spa/orders/?',
      view_referrer: url,
    },
    fields: { view_error_count: 1 },
  })
  expect(third?.tags['view_url']).toContain('?tab=2#/settings')
  expect(third?.fields['view_url_query']).toBe('{"tab":"2"}')
  expect(byHand).toMatchObject({ tags: { view_name: 'By hand' }, fields: { is_active: true } })
  for (const view of intake.points('view')) {
    const same = newestViews(intake.points('view')).find(
      ({ tags }) => tags['view_id'] === view.tags['view_id'],
    )
    expect(view.time).toBe(same?.time)
    expect(view.fields['time_spent']).toBeGreaterThanOrEqual(0)
  }
})

test('resources: those from before the bundle are there, with status, sizes and times; our own are not', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  site.page('/api/items', '{}')
  const url = site.page(
    '/resources',
    toPage(`${loaderSnippet()}<script>${initCall()}</script>
    <script>fetch('/api/items?page=2'); fetch('/api/none').catch(() => {})</script>`),
  )
  await page.goto(url)
  await expect.poll(() => intake.points('resource').length).toBeGreaterThanOrEqual(4)

  const byPath = new Map(
    intake.points('resource').map((each) => [each.fields['resource_url_path'], each]),
  )
  expect(byPath.get('/api/items')).toMatchObject({
    tags: { resource_status: '200', resource_status_group: '2xx' },
    fields: {
      resource_type: 'fetch',
      resource_url_query: '{"page":"2"}',
      resource_size: 2,
      resource_protocol: 'http/1.1',
    },
  })
  expect(byPath.get('/api/none')?.tags).toMatchObject({ resource_status: '404' })
  expect(byPath.get('/dist/dataflux-rum.js')?.fields['resource_type']).toBe('js')
  const document = byPath.get('/resources')
  expect(document).toMatchObject({ fields: { resource_type: 'document' } })
  for (const name of ['duration', 'resource_ttfb', 'resource_first_byte']) {
    // ns: more than a tenth of a millisecond, less than the test takes
    expect(document?.fields[name]).toBeGreaterThan(1e5)
    expect(document?.fields[name]).toBeLessThan(30e9)
  }
  await page.goto('about:blank')
  expect([...byPath.keys()].filter((path) => String(path).includes('/v1/write'))).toEqual([])
})

test('errors: uncaught, rejected and added ones, whatever was thrown, and the page still gets its own', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const url = site.page(
    '/errors',
    toPage(`${SYNC_TAG}<script>
    ${initCall()}
    window.seen = []
    window.onerror = (message) => { window.seen.push(message) }
    function outer() { inner() }
    function inner() { throw new TypeError('uncaught', { cause: new Error('reason') }) }
  </script>`),
  )
  await page.goto(url)
  await page.evaluate(`setTimeout(outer)`)
  await page.evaluate(`void Promise.reject({ code: 7 })`)
  await page.evaluate(`DATAFLUX_RUM.addError(null); DATAFLUX_RUM.addError(document.body)`)
  await page.waitForFunction('window.seen.length === 1')
  await page.goto('about:blank')

  await expect.poll(() => intake.points('error').length).toBeGreaterThanOrEqual(4)
  const byMessage = new Map(
    intake.points('error').map((error) => [error.fields['error_message'], error]),
  )
  const uncaught = byMessage.get('Uncaught TypeError: uncaught') ?? byMessage.get('uncaught')
  expect(uncaught).toMatchObject({
    tags: { error_source: 'source', error_handling: 'unhandled', error_type: 'TypeError' },
  })
  expect(uncaught?.fields['error_stack']).toMatch(
    /^TypeError: uncaught\n at inner @ http.*\/errors:\d+:\d+\n at outer @ http/,
  )
  expect(JSON.parse(String(uncaught?.fields['error_causes']))).toMatchObject([
    { message: 'reason', type: 'Error' },
  ])
  expect(byMessage.get('{"code":7}')?.tags['error_handling']).toBe('unhandled')
  expect(byMessage.get('null')?.tags).toMatchObject({
    error_source: 'custom',
    error_handling: 'handled',
  })
  expect(byMessage.has('"[object HTMLBodyElement]"')).toBe(true)
})

test('actions: a click has the name that its element shows, and none has what was typed', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const body = `
    <button data-guance-action-name="Chosen name"><span>Other</span></button>
    <button aria-label="Close dialog">×</button>
    <a href="#"><b>Read</b>  more</a>
    <label>Email <input name="email"></label>
    <textarea placeholder="Your comment">secret draft</textarea>`
  await page.goto(site.page('/clicks', toPage(`${SYNC_TAG}<script>${initCall()}</script>`, body)))
  await page.locator('span').click()
  await page.getByRole('button', { name: 'Close dialog' }).click()
  await page.locator('b').click()
  await page.locator('textarea').click()
  await page.locator('input').fill('ada@example.com')
  await page.locator('input').click()
  await page.goto('about:blank')

  await expect.poll(() => intake.points('action').length).toBe(5)
  const clicks = intake.points('action')
  expect(clicks.map(({ fields }) => fields['action_name'])).toEqual([
    'Chosen name',
    'Close dialog',
    'Read',
    'Your comment',
    'Email',
  ])
  expect(JSON.stringify(clicks)).not.toMatch(/secret draft|ada@example\.com/)
  expect(JSON.parse(String(clicks[0]?.fields['action_position']))).toEqual({
    x: expect.any(Number),
    y: expect.any(Number),
  })
})

test('clicks are left alone without trackUserInteractions', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const init = initCall({ trackUserInteractions: false })
  await page.goto(
    site.page('/off', toPage(`${SYNC_TAG}<script>${init}</script>`, '<button>B</button>')),
  )
  await page.getByRole('button').click()
  await page.evaluate(`DATAFLUX_RUM.addAction('custom')`)
  await page.goto('about:blank')
  await expect.poll(() => intake.points('action').length).toBe(1)
  expect(intake.points('action')[0]?.tags['action_type']).toBe('custom')
})

test('context: global, user and event attributes come along as they were, even hostile ones', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  await page.goto(
    site.page(
      '/context',
      toPage(`${SYNC_TAG}<script>
    ${initCall()}
    Array.prototype.toJSON = () => { throw new Error('an old library') }
    const cyclic = { name: 'c' }; cyclic.self = cyclic
    DATAFLUX_RUM.setGlobalContext({ tenant: 'north', tier: 1, session_id: 'forged' })
    DATAFLUX_RUM.setUser({ id: 7, plan: 'gold' })
    DATAFLUX_RUM.addAction('hostile', {
      tier: 2, cyclic, big: 2n ** 70n, list: [1, 'two'], text: 'a "b" \\\\ c\\nd', node: document.documentElement,
      get broken() { return 'fine' }, inner: { get bad() { throw 1 }, good: true },
    })
    const copy = DATAFLUX_RUM.getGlobalContext(); copy.tenant = 'changed outside'
    DATAFLUX_RUM.removeGlobalContextProperty('tier')
    DATAFLUX_RUM.clearUser()
    DATAFLUX_RUM.addAction('later')
  </script>`),
    ),
  )
  await page.goto('about:blank')

  await expect.poll(() => intake.points('action').length).toBe(2)
  const [hostile, later] = intake.points('action')
  expect(hostile).toMatchObject({
    tags: { userid: '7', is_signin: 'T' },
    fields: {
      tenant: 'north',
      plan: 'gold',
      tier: 2,
      cyclic: '{"name":"c","self":"[circular]"}',
      big: '1180591620717411303424',
      list: '[1,"two"]',
      text: 'a "b" \\ c\nd',
      node: '[object HTMLHtmlElement]',
      broken: 'fine',
      inner: '{"bad":"[unreadable]","good":true}',
    },
  })
  expect(hostile?.tags['session_id']).not.toBe('forged')
  expect(hostile?.fields).not.toHaveProperty('session_id')
  expect(JSON.parse(String(hostile?.fields['custom_keys'])).sort()).toEqual(
    ['big', 'broken', 'cyclic', 'inner', 'list', 'node', 'plan', 'tenant', 'text', 'tier'].sort(),
  )
  expect(later).toMatchObject({ tags: { is_signin: 'F' }, fields: { tenant: 'north' } })
  expect(later?.fields).not.toHaveProperty('tier')
})
