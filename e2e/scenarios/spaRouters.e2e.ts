import { build } from 'esbuild'
import type { Page } from 'playwright/test'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'
import { newestViews } from '../support/views.ts'

/** One application, by each router. */
async function bundle(router: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`e2e/support/routers/${router}.js`],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  })
  return String(outputFiles[0]?.text)
}

async function see(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).waitFor()
}

async function follow(page: Page, link: string, title: string): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).click()
  await see(page, title)
}

for (const router of ['react', 'vue', 'plain']) {
  for (const isHashed of [false, true]) {
    test(`${router}${isHashed ? ', with hashes' : ''}: each change of route is one view with its name, a redirect and a query are none`, async ({
      page,
      site,
      intake,
      initCall,
    }) => {
      site.page('/app.js', await bundle(router), { 'content-type': 'text/javascript' })
      const body = `<div id="app"></div><script>window.isHashed = ${isHashed}</script><script src="/app.js"></script>`
      const head = `${SYNC_TAG}<script>${initCall()}</script>`
      await page.goto(site.page('/', toPage(head, body)))
      await see(page, 'Home')
      await follow(page, 'Order', 'Order 42')
      await follow(page, 'Tab', 'Order 42')
      await page.evaluate(
        `history.replaceState(history.state, '', location.href.replace('tab=2', 'tab=3'))`,
      )
      await follow(page, 'Old', 'New')
      await page.evaluate('history.go(-2)') // to the order without its tab
      await see(page, 'Order 42')
      await page.evaluate('history.back()')
      await see(page, 'Home')
      await page.evaluate('history.forward()')
      await see(page, 'Order 42')
      await page.goto('about:blank')

      const views = () => newestViews(intake.points('view'))
      const routes = ['/', '/orders/42', '/new', '/orders/42', '/', '/orders/42']
      await expect.poll(() => views().length).toBe(routes.length)
      expect(
        views().map(({ tags }) => {
          const { hash, pathname } = new URL(String(tags['view_url']))
          return isHashed ? hash.slice(1).split('?')[0] || '/' : pathname
        }),
      ).toEqual(routes)
      const prefix = isHashed ? '/#' : ''
      const names = routes.map((each) => (each === '/' ? each : prefix + each.replace('42', '?')))
      expect(views().map(({ tags }) => tags['view_name'])).toEqual(names)
      const types = views().map(({ tags }) => tags['view_loading_type'])
      expect(types).toEqual(['initial_load', ...routes.slice(1).map(() => 'route_change')])
      const referrers = views().map(({ tags }) => tags['view_referrer'])
      expect(referrers.slice(1)).toEqual(
        views()
          .slice(0, -1)
          .map(({ tags }) => tags['view_url']),
      )
    })
  }
}

test('a router on the Navigation API has one view for each navigation, with its name', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const head = `${SYNC_TAG}<script>
    ${initCall()}
    navigation.addEventListener('navigate', (event) => {
      if (event.canIntercept && event.destination.url.startsWith(location.origin)) {
        event.intercept({ async handler() { document.title = location.pathname } })
      }
    })
  </script>`
  await page.goto(site.page('/', toPage(head, '<a href="/orders/42">Order</a>')))
  await page.getByRole('link', { name: 'Order' }).click()
  await page.waitForFunction(`document.title === '/orders/42'`)
  await page.evaluate(`navigation.navigate('/orders/42?tab=2').finished`)
  await page.evaluate(`navigation.navigate('/new').finished`)
  await page.evaluate(`location.assign('/about')`)
  await page.waitForFunction(`document.title === '/about'`)
  await page.evaluate('navigation.back().finished')
  await page.goto('about:blank')

  const names = () => newestViews(intake.points('view')).map(({ tags }) => tags['view_name'])
  await expect.poll(names).toEqual(['/', '/orders/?', '/new', '/about', '/new'])
})
