import { expect, test } from '../support/engines/test.ts'
import type { Intake } from '../support/intake.ts'
import { SYNC_TAG, toPage } from '../support/loadingModes.ts'

const actions = (intake: Intake) =>
  intake.points('action').map(({ fields }) => fields['action_name'])

/** Code of a page that makes one thing of its environment odd, and the tag or field that this may cost. */
const ODD: Record<string, readonly [code: string, cost?: string]> = {
  'Intl throws': [
    `delete window.Temporal; Intl.DateTimeFormat = () => { throw new RangeError('zone') }`,
    'time_zone',
  ],
  'hints without a method': [
    `Object.defineProperty(navigator, 'userAgentData', { value: {} })`,
    'os_version',
  ],
  'its own `let screen`, `URL`, `performance`, `Map` and `history`': [
    `let screen = null; let history = []; const navigator = 7; class Map {} ; class Headers {}
     let innerWidth; let scrollY; let crypto; let setTimeout = 0; const Set = []; let localStorage`,
  ],
  'its own `var URL`': [`var URL = 'https://shop.example'`],
  'its own `var screen`': [
    `Object.defineProperty(window, 'screen', { value: null })`,
    'screen_size',
  ],
  'observers that throw': [
    `for (const name of ['MutationObserver', 'ResizeObserver', 'ReportingObserver', 'PerformanceObserver']) {
       window[name] = class { constructor() { throw new Error(name) } }
     }`,
  ],
  'a broken visibilityState': [
    `Object.defineProperty(document, 'visibilityState', { get() { throw new Error('broken') } })`,
    'view_in_foreground',
  ],
  'no random numbers': [`Object.defineProperty(window, 'crypto', { value: undefined })`],
  'entries that throw': [`performance.getEntriesByType = () => { throw new Error('broken') }`],
  'no XMLHttpRequest': [`window.XMLHttpRequest = undefined`],
}

for (const [what, [code, cost]] of Object.entries(ODD)) {
  test(`a page with ${what} is collected, and lacks ${cost ?? 'nothing'}`, async ({
    tab,
    site,
    intake,
    initCall,
  }) => {
    const html = toPage(`<script>${code}</script>${SYNC_TAG}<script>${initCall()}
      DATAFLUX_RUM.addAction('works')
    </script>`)
    await tab.goto(site.page('/odd', html))
    await expect.poll(() => actions(intake), { timeout: 20_000 }).toEqual(['works'])
    const [{ tags, fields } = { tags: {}, fields: {} }] = intake.points('action')
    const known = ['time_zone', 'screen_size', 'browser', 'view_url', 'session_id']
    const expected = known.filter((name) => name !== cost)
    expect(known.filter((name) => name in tags)).toEqual(expected)
    expect('view_in_foreground' in fields).toBe(cost !== 'view_in_foreground')
    expect('display' in fields).toBe(true)
  })
}

test('after document.open the page is seen as before', async ({ tab, site, intake, initCall }) => {
  const html = toPage(`${SYNC_TAG}<script>${initCall()}</script>`, '<p>before</p>')
  await tab.goto(site.page('/opened', html))
  await expect.poll(() => intake.points('view').length).toBeGreaterThan(0)
  for (const [step, code] of Object.entries({
    open: `document.open(); document.write('<button>one</button>'); document.close()`,
    write: `document.write('<button>two</button>'); document.close()`,
    writeln: `document.writeln('<button>three</button>'); document.close()`,
  })) {
    await tab.evaluate(`void (() => { ${code} })()`)
    await tab.click('button')
    await tab.evaluate(`void setTimeout(() => { throw new Error('${step}') })`)
    await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 200))')
  }
  await tab.evaluate(`void addEventListener('pagehide', () => DATAFLUX_RUM.addAction('exit'))`)
  await tab.goto('about:blank')
  await expect.poll(() => actions(intake)).toEqual(['one', 'two', 'three', 'exit'])
  const messages = intake.points('error').map(({ fields }) => fields['error_message'])
  expect(messages).toEqual(['open', 'write', 'writeln'])
})

test('a report-only policy blocks nothing: it is told so, and a file that is missing is still an error', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  site.page('/there.js', 'window.isThere = true', { 'content-type': 'text/javascript' })
  const policy = "img-src 'none'; script-src 'unsafe-inline' 'self'; style-src 'none'"
  const html = toPage(
    `${SYNC_TAG}<script>${initCall()}</script>`,
    '<img src="/missing.png" alt=""><link rel="stylesheet" href="/missing.css">',
  )
  const headers = { 'content-security-policy-report-only': policy }
  await tab.goto(site.page('/reported', html, headers))
  await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 300))')
  await tab.goto('about:blank')
  const errors = () =>
    intake
      .points('error')
      .map(({ fields }) => String(fields['error_message']).replaceAll(site.url, ''))
      .sort()
  await expect
    .poll(() => errors().filter((text) => text.startsWith('Failed')))
    .toEqual(['Failed to load /missing.css', 'Failed to load /missing.png'])
  const reports = errors().filter((text) => text.startsWith('csp'))
  expect(reports).toContain(
    "csp_violation (report only): '/missing.png' would be blocked by 'img-src' directive",
  )
  expect(reports.every((text) => text.includes('(report only)'))).toBe(true)
})

test('navigations that the page intercepts begin one view each, with the right name', async ({
  tab,
  site,
  intake,
  initCall,
}) => {
  const html = toPage(
    `${SYNC_TAG}<script>${initCall()}</script>`,
    '<a href="/routes/link">link</a>',
  )
  await tab.goto(site.page('/routes', html))
  if (!(await tab.evaluate(`'navigation' in window`))) {
    return // this engine has no Navigation API
  }
  await tab.evaluate(`void navigation.addEventListener('navigate', (event) => {
    if (event.canIntercept) event.intercept({ handler: async () => { document.title = event.destination.url } })
  })`)
  const settle = 'new Promise((resolve) => setTimeout(resolve, 1100))'
  const moves = [
    `document.querySelector('a').click()`,
    `navigation.navigate('/routes/called')`,
    `history.pushState(1, '', '/routes/pushed')`,
    `navigation.navigate('/routes/replaced', { history: 'replace' })`,
    'navigation.back()',
    `location.assign('/routes/assigned')`,
  ]
  for (const move of moves) {
    await tab.evaluate(`void ${move}`)
    await tab.evaluate(settle)
  }
  await tab.goto('about:blank')
  const names = () => {
    const byId = new Map(
      intake
        .points('view')
        .map(({ tags, fields, time }) => [
          tags['view_id'],
          [Number(time), tags['view_name'], fields['view_url_query']] as const,
        ]),
    )
    return [...byId.values()].sort((a, b) => a[0] - b[0]).map(([, name]) => name)
  }
  const routes = ['link', 'called', 'pushed', 'replaced', 'called', 'assigned']
  await expect.poll(names).toEqual(['/routes', ...routes.map((route) => `/routes/${route}`)])
})
