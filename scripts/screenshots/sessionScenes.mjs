/** The whole week of the pictures, ending as it does. */
const WEEK = 'from=2026-11-19T00:00:00.000Z&to=2026-11-26T00:00:00.000Z'
const CRASHED = `/?${WEEK}&query=session_status:crashed session_view_count:>2 session_action_count:>3`
const TALL = { width: 1440, height: 900 }

/** Opens the first row of the list. */
const openRow = async (page) => {
  await page.locator('[data-index="0"] a[data-row]').click()
  await page.locator('.drawer .event-row').first().waitFor()
}

/** Opens the first entry of a kind in the drawer. */
const openEntry = async (page, kind) => {
  await openRow(page)
  await page.locator(`.drawer .event-row.${kind}`).first().click()
  await page.locator('.drawer .event-details').waitFor()
}

/** Shows a part of the drawer at its top. */
const show = async (page, part) => {
  await page
    .locator(`.drawer ${part}`)
    .last()
    .evaluate((element) => element.scrollIntoView())
  await page.waitForLoadState('networkidle')
}

/**
 * Pictures of the page of a session.
 *
 * @type {readonly import('../screenshots.mjs').Scene[]}
 */
export const SESSION_SCENES = [
  { name: 'session-drawer', path: CRASHED, prepare: openRow, viewport: TALL },
  {
    name: 'session-page',
    path: CRASHED,
    viewport: TALL,
    async prepare(page) {
      await openRow(page)
      await page.locator('.drawer-page').click()
      await page.locator('.session-page .event-row').first().waitFor()
    },
  },
  {
    name: 'session-access-details',
    path: CRASHED,
    theme: 'dark',
    async prepare(page) {
      await openRow(page)
      await page.locator('.drawer .chip.type-resource').click()
      await page.locator('.drawer .segment', { hasText: 'Since previous' }).click()
      await show(page, '.session-events')
    },
  },
  {
    name: 'session-performance',
    path: CRASHED,
    viewport: TALL,
    prepare: (page) => openEntry(page, 'is-view'),
  },
  {
    name: 'session-error',
    path: `/errors?${WEEK}&group=0&query=error_handling:unhandled`,
    async prepare(page) {
      await page.locator('[data-index="0"] a[data-row]').click()
      await page.locator('.drawer .spread h3').waitFor()
    },
  },
  {
    name: 'session-related-logs',
    path: `/logs?${WEEK}&query=status:error has:session_id`,
    viewport: TALL,
    async prepare(page) {
      await page.locator('[data-index="0"] a[data-row]').click()
      await page.locator('.drawer .logs-panel .segment', { hasText: 'Session' }).click()
      await page.locator('.drawer .related-logs-list').waitFor()
    },
  },
  {
    name: 'session-fields',
    path: CRASHED,
    viewport: TALL,
    theme: 'dark',
    async prepare(page) {
      await openRow(page)
      await show(page, '[data-region="extended"]')
      await page.locator('.drawer [data-region="extended"] .value').nth(1).click()
    },
  },
  {
    name: 'session-bound-views',
    path: CRASHED,
    viewport: TALL,
    async prepare(page) {
      await openRow(page)
      await show(page, '.bound-views')
      await page.locator('.drawer .bound-views .segment').nth(1).click()
      await show(page, '.bound-views')
      await page.waitForFunction(
        () =>
          ![...document.querySelectorAll('.bound-view')].some((view) =>
            /…$/.test(view.textContent),
          ),
      )
    },
  },
  { name: 'session-chinese', path: CRASHED, prepare: openRow, viewport: TALL, locale: 'zh' },
  {
    name: 'session-narrow',
    path: CRASHED,
    viewport: { width: 390, height: 780 },
    theme: 'dark',
    prepare: openRow,
  },
]
