const SHOP = 'app_id=shop&from=2026-11-19T00:00:00.000Z&to=2026-11-26T00:00:00.000Z'
const TALL = { width: 1440, height: 900 }
const MINUTE = 60_000
/** The last moment of the week of the pictures. */
const END = Date.UTC(2026, 10, 26)

async function waitForWidgets(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('.widget') !== null &&
      document.querySelector('.widget-waiting') === null,
  )
}

/** Errors of an outage in the middle of two quiet days. The checks of a collector end now, and not with the week. */
const STEP = 30 * MINUTE
const QUIET = [2, 0, 1, 4, 3, 1, 0, 2, 5, 1, 3, 0, 2]
const POINTS = Array.from({ length: 96 }, (_, index) => ({
  samples: 100,
  time: END - (96 - index) * STEP,
  value: index >= 60 && index < 66 ? 40 - Math.abs(62 - index) * 6 : QUIET[index % QUIET.length],
}))
const BEGAN = POINTS[60].time + STEP
const ENDED = POINTS[66].time + STEP
const PREVIEW = { step: STEP, points: POINTS, firing: [{ from: BEGAN, to: ENDED }] }

const toChange = (id, { from, to, at, value }) => ({
  id,
  time: at,
  from,
  to,
  value,
  samples: value,
  delivery: { state: 'delivered', attempts: 1, status: 204, delivered_at: at + 1000 },
})
const ALERT = {
  id: 'checkout',
  name: 'Errors at the checkout',
  app_id: 'shop',
  query: 'env:prod view_path_group:/checkout',
  measure: 'events',
  event_type: 'error',
  field: '',
  condition: 'above',
  threshold: 10,
  window_minutes: 30,
  for_minutes: 0,
  min_samples: 0,
  webhook: 'https://hooks.example.com/rum',
  is_enabled: true,
  updated_at: BEGAN - 86_400_000,
  updated_by: 'user:ada',
  state: 'ok',
  since: ENDED,
  checked_at: END,
  value: 4,
  previous: 3,
  samples: 4,
  recent: [],
}
const DETAIL = {
  alert: ALERT,
  changes: [
    toChange('2', { from: 'firing', to: 'ok', at: ENDED, value: 2 }),
    toChange('1', { from: 'ok', to: 'firing', at: BEGAN, value: POINTS[60].value }),
  ],
}

/**
 * Pictures of dashboards, and of an alert with fixed answers of the collector.
 *
 * @type {readonly import('../screenshots.mjs').Scene[]}
 */
export const DASHBOARD_SCENES = [
  {
    name: 'dashboard',
    path: `/dashboards/overview?${SHOP}`,
    ready: '.widget',
    viewport: TALL,
    prepare: waitForWidgets,
  },
  {
    name: 'dashboard-chinese',
    path: `/dashboards/performance?${SHOP}`,
    ready: '.widget',
    theme: 'dark',
    locale: 'zh',
    viewport: TALL,
    prepare: waitForWidgets,
  },
  {
    name: 'alert',
    path: '/alerts/checkout',
    ready: '.alerts-page',
    viewport: TALL,
    async prepare(page) {
      await page.route('**/api/alerts/checkout', (route) => route.fulfill({ json: DETAIL }))
      await page.route('**/api/alerts/preview', (route) => route.fulfill({ json: PREVIEW }))
      await page.reload()
      await page.locator('.alert-chart svg').waitFor()
    },
  },
]
