import { readFileSync } from 'node:fs'
import type { Point } from '../../protocol/point.ts'
import { toPage } from '../support/loadingModes.ts'
import { expect, test } from '../support/test.ts'

const LIBRARY = readFileSync('node_modules/web-vitals/dist/web-vitals.iife.js', 'utf8')
const SLOW_HANDLER = `
  const button = document.querySelector('button')
  button.onclick = () => { const end = performance.now() + 120; while (performance.now() < end); }`
// Once the page is painted.
const AFTER_PAINT = (code: string) =>
  `requestAnimationFrame(() => setTimeout(() => { ${code} }, 100))`

/** Pages with a button, and what they do beside. */
const PAGES: Record<
  string,
  { readonly body: string; readonly selectors?: Record<string, string> }
> = {
  'a page of text': {
    body: '<h1 id="headline">Headline</h1><button>Press</button>',
    selectors: { largest_contentful_paint_element_selector: '#headline' },
  },
  'a late largest paint': {
    body: `<p>First</p><button>Press</button><div data-testid="late"></div>
        <script>${AFTER_PAINT(`document.querySelector('div').innerHTML =
          '<b>First</b> <b style="font-size: 90px">The largest of all</b>'`)}</script>`,
    selectors: {
      largest_contentful_paint_element_selector: '[data-testid="late"]',
    },
  },
  'content that shifts': {
    body: `<div id="top"></div><button>Press</button><p id="shifted" style="height: 300px">Text</p>
        <script>${AFTER_PAINT(`document.getElementById('top').style.height = '150px'`)}</script>`,
    selectors: { cumulative_layout_shift_target_selector: '#shifted' },
  },
  'a slow handler': {
    body: `<button>Press</button><script>${SLOW_HANDLER}</script>`,
    selectors: {
      interaction_to_next_paint_target_selector: 'html>body>button',
      first_input_target_selector: 'html>body>button',
    },
  },
}

/** The fields of a view's last word that stand for the library's metrics, in its units. */
function toMetrics({ fields }: Point): Record<string, unknown> {
  return {
    FCP: fields['first_contentful_paint'],
    LCP: fields['largest_contentful_paint'],
    CLS: fields['cumulative_layout_shift'],
    INP: fields['interaction_to_next_paint'],
    TTFB: fields['first_byte'],
  }
}

for (const [name, { body, selectors = {} }] of Object.entries(PAGES)) {
  test(`vitals of ${name} are those of the library, to the nanosecond`, async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    site.page('/web-vitals.js', LIBRARY, { 'content-type': 'text/javascript' })
    site.page('/next', toPage(''))
    const head = `<script src="/web-vitals.js"></script><script>
        for (const on of ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB']) {
          webVitals[on](({ name, value }) => { localStorage[name] = value })
        }
        webVitals.onINP(({ value }) => { window.inp = value }, { reportAllChanges: true })
      </script><script src="/dist/dataflux-rum.js"></script><script>${initCall()}</script>`
    await page.goto(site.page('/measured', toPage(head, body)))
    await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length`)
    if (body.includes('setTimeout')) {
      await page.waitForFunction(`new Promise((done) => {
        const type = ${body.includes('id="top"')} ? 'layout-shift' : 'largest-contentful-paint'
        const seen = []
        new PerformanceObserver((list) => {
          seen.push(...list.getEntries())
          if (seen.length >= (type === 'layout-shift' ? 1 : 2)) { done(true) }
        }).observe({ type, buffered: true })
      })`)
    }
    await page.getByRole('button').click()
    await page.waitForFunction(`window.inp >= ${body.includes(SLOW_HANDLER) ? 120 : 0}`)
    await page.goto(`${site.url}/next`)

    const reported = (await page.evaluate('({ ...localStorage })')) as Record<string, string>
    const expected = Object.fromEntries(
      ['FCP', 'LCP', 'CLS', 'INP', 'TTFB'].map((vital) => {
        const value = Number(reported[vital])
        return [vital, vital === 'CLS' ? value : Math.round(value * 1e6)]
      }),
    )
    const last = () => intake.points('view').at(-1)
    await expect.poll(() => last() && toMetrics(last() as Point)).toEqual(expected)
    expect(last()?.fields).toMatchObject(selectors)
    expect(last()?.fields['first_input_time']).toBeGreaterThan(0)
    expect(last()?.fields['first_input_delay']).toBeGreaterThanOrEqual(0)
  })
}

test('vitals stay with the load: the view of a later route has none of them', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const head = `<script src="/dist/dataflux-rum.js"></script><script>${initCall()}</script>`
  await page.goto(site.page('/load', toPage(head, '<h1>Text</h1><button>Press</button>')))
  await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length`)
  await page.evaluate(`history.pushState({}, '', '/route')`)
  await page.getByRole('button').click()
  await page.goto('about:blank')
  const routes = () =>
    intake.points('view').filter(({ tags }) => tags['view_loading_type'] === 'route_change')
  await expect.poll(() => routes().length).toBeGreaterThan(0)
  for (const { fields } of routes()) {
    expect(Object.keys(fields).filter((key) => /paint|shift|first_/.test(key))).toEqual([])
  }
  const others = intake.points().filter(({ measurement }) => measurement !== 'view')
  expect(JSON.stringify(others)).not.toContain('largest_contentful_paint')
})
