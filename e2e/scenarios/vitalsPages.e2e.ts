import { readFileSync } from 'node:fs'
import type { Page } from 'playwright/test'
import type { Point } from '../../protocol/point.ts'
import { restore, WITH_BFCACHE } from '../support/backForward.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'
import type { Site } from '../support/site.ts'
import { expect, test } from '../support/test.ts'
import { newestViews, viewsOfLeftPage } from '../support/views.ts'

const LIBRARY = readFileSync('node_modules/web-vitals/dist/web-vitals.iife.js', 'utf8')

const FIELDS = {
  FCP: 'first_contentful_paint',
  LCP: 'largest_contentful_paint',
  CLS: 'cumulative_layout_shift',
  INP: 'interaction_to_next_paint',
  TTFB: 'first_byte',
} as const

type Vitals = Partial<Record<keyof typeof FIELDS, unknown>>

interface VitalsPage {
  readonly name: string
  /** The visit, except for the click on the button at its end. */
  readonly visit?: (page: Page, site: Site) => Promise<void>
  /** ms that the answer to a press takes at least. */
  readonly slow?: number
  /** Expression that is true once the visit has had its effect. */
  readonly after?: string
  /** A file that arrives only once the page is painted. */
  readonly late?: string
  /** Names of the expected vitals, by navigation. */
  readonly vitals?: readonly string[]
  /** Fields of the view of each navigation. */
  readonly fields?: Record<string, unknown>[]
}

const ALL = 'CLS FCP INP LCP TTFB'

/** Until the library knows of it: what it hears only while the page is left, it does not always tell. */
async function press(page: Page, slow = 0): Promise<void> {
  await page.getByRole('button').click()
  await page.waitForFunction(`latest.INP >= ${slow}`)
}

const PAGES: readonly VitalsPage[] = [
  {
    name: 'textLcp',
    fields: [{ largest_contentful_paint_element_selector: '#headline' }],
  },
  {
    name: 'imageLcp',
    late: 'noise.png',
    visit: async (page) => void (await page.waitForFunction('latest.LCP > latest.FCP')),
    fields: [{ largest_contentful_paint_element_selector: '[data-testid="hero"]' }],
  },
  {
    name: 'slowLcp',
    visit: async (page) => void (await page.waitForFunction('latest.LCP > latest.FCP + 100')),
    fields: [{ largest_contentful_paint_element_selector: '[data-testid="late"]' }],
  },
  {
    name: 'shifts',
    visit: async (page) => void (await page.waitForFunction('latest.CLS > 0.1')),
    fields: [{ cumulative_layout_shift_target_selector: '#moved' }],
  },
  {
    name: 'slowHandler',
    slow: 120,
    fields: [
      {
        interaction_to_next_paint_target_selector: 'html>body>button',
        first_input_target_selector: 'html>body>button',
        first_input_time: expect.any(Number),
        first_input_delay: expect.any(Number),
      },
    ],
  },
  {
    name: 'fontSwap',
    late: 'boxes.woff2',
    visit: async (page) => void (await page.waitForFunction('latest.CLS > 0')),
    fields: [{ cumulative_layout_shift_target_selector: '#moved' }],
  },
  {
    name: 'spa',
    // The press is of the view that it leads away from.
    after: 'latest.start > 0 && latest.LCP > 0',
    vitals: [ALL, 'CLS FCP LCP TTFB'],
    fields: [
      { interaction_to_next_paint_target_selector: 'html>body>button' },
      { largest_contentful_paint_element_selector: '#next' },
    ],
  },
  {
    name: 'hiddenFirst',
    visit: async (page) => void (await page.evaluate('show()')),
    vitals: ['INP TTFB'],
  },
  {
    name: 'restored',
    slow: 60,
    visit: async (page, site) => {
      await press(page, 60)
      await page.goto(`${site.url}/next`)
      await restore(page)
      await page.waitForFunction('latest.start > 0 && latest.FCP > 0 && latest.LCP > 0')
    },
    vitals: [ALL, ALL],
  },
  {
    name: 'frame',
    visit: async (page) => void (await page.waitForFunction('window.hasFrameShifted')),
    fields: [{ cumulative_layout_shift: 0 }],
  },
]

/** Returns the library's reports by navigation, in order. In ns, except for the score. */
function toNavigations(stored: Record<string, string>): Vitals[] {
  const byStart = new Map<number, Vitals>()
  for (const [key, value] of Object.entries(stored)) {
    const [start, name] = key.split(' ')
    if (!name) {
      continue // the SDK's own
    }
    const number = name === 'CLS' ? Number(value) : Math.round(Number(value) * 1e6)
    byStart.set(Number(start), { ...byStart.get(Number(start)), [name]: number })
  }
  return [...byStart].sort(([a], [b]) => a - b).map(([, vitals]) => vitals)
}

/** The paints of a return are the moments at which the library asks the clock: each copy of it for itself. */
function toComparable(vitals: Vitals): Vitals {
  return { ...vitals, FCP: closeTo(vitals.FCP), LCP: closeTo(vitals.LCP) }
}

/** To 50 ms: on a busy machine one may ask some ms after the other. */
function closeTo(value: unknown): unknown {
  return expect.closeTo(Number(value), -8)
}

/** Returns the vitals of a view, unexpected ones included. */
function toVitals({ fields, tags }: Point): Vitals {
  const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[]
  const found = names.map((name) => [name, fields[FIELDS[name]]] as const)
  // The library makes one up for a soft navigation, which asks no server for a document.
  const isSoft = tags['view_loading_type'] === 'route_change'
  return Object.fromEntries([
    ...found.filter(([, value]) => value !== undefined),
    ...(isSoft ? [['TTFB', 0]] : []),
  ])
}

// With reports of soft navigations, and with the cache that Playwright turns off.
test.use({ launchOptions: WITH_BFCACHE })

for (const { name, visit, slow, after, late, vitals = [ALL], fields = [] } of PAGES) {
  test(`vitals of the page ${name} are those of the library`, async ({
    page,
    site,
    intake,
    initCall,
  }) => {
    site.page('/web-vitals.js', LIBRARY, { 'content-type': 'text/javascript' })
    site.page('/next', toPage(''))
    const release = late && site.hold(`/pages/vitals/${late}`)
    const options = initCall().replace(/^.*?\(|\)$/g, '')
    await page.goto(`${site.url}/pages/vitals/${name}.html?init=${encodeURIComponent(options)}`, {
      waitUntil: 'commit',
    })
    // The library reports nothing about a hidden page.
    await page.waitForFunction(
      `window.latest && performance.getEntriesByName('first-contentful-paint').length`,
    )
    if (release) {
      release()
    }
    await visit?.(page, site)
    await (after ? page.getByRole('button').click() : press(page, slow))
    await page.waitForFunction(after ?? 'true')
    await page.goto(`${site.url}/next`)

    const expected = toNavigations(
      (await page.evaluate('({ ...localStorage })')) as Record<string, string>,
    )
    expect(expected.map((each) => Object.keys(each).sort().join(' '))).toEqual(vitals)
    const views = () => newestViews(intake.points('view'))
    const [load = {}, ...others] = expected
    await expect
      .poll(() => views().map(toVitals))
      .toEqual([load, ...(name === 'restored' ? others.map(toComparable) : others)])
    for (const [index, each] of fields.entries()) {
      expect(views()[index]?.fields).toMatchObject(each)
    }
  })
}

test('the view of a route that no user asked for has no vitals', async ({
  page,
  site,
  intake,
  initCall,
}) => {
  const head = `${SYNC_TAG}<script>${initCall()}</script>`
  await page.goto(site.page('/load', toPage(head, '<h1>Text</h1><button>Press</button>')))
  await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length`)
  await page.evaluate(`history.pushState({}, '', '/route')`)
  await page.getByRole('button').click()
  await page.goto('about:blank')
  const [, route] = await viewsOfLeftPage(intake, 2)
  expect(Object.keys(route?.fields ?? {}).filter((key) => /paint|shift|first_/.test(key))).toEqual(
    [],
  )
  const others = intake.points().filter(({ measurement }) => measurement !== 'view')
  expect(JSON.stringify(others)).not.toContain('largest_contentful_paint')
})
