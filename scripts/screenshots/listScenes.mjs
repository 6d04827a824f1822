const WEEK = 'range=7d'
const NARROW = { width: 390, height: 800 }

const open = (page, name) => page.getByRole('button', { name, exact: true }).click()
const search = async (page, text) => {
  await page.keyboard.press('/')
  await page.keyboard.type(text)
}
const field = (page, row, name) => page.locator(`[data-index="${row}"] [data-field="${name}"]`)

/** Saves what is shown as a private view. */
async function saveView(page, name) {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByText(`Saved: ${name}`).waitFor()
}

/**
 * Pictures of the lists and of what opens on them.
 *
 * @type {readonly import('../screenshots.mjs').Scene[]}
 */
export const LIST_SCENES = [
  { name: 'sessions', path: `/?${WEEK}` },
  { name: 'sessions-dark', path: `/?${WEEK}`, theme: 'dark' },
  { name: 'sessions-chinese', path: `/?${WEEK}`, locale: 'zh' },
  { name: 'sessions-narrow', path: `/?${WEEK}`, viewport: NARROW },
  {
    name: 'facets-narrow',
    path: `/?${WEEK}`,
    viewport: NARROW,
    prepare: (page) => open(page, 'Filters'),
  },
  {
    name: 'histogram',
    path: `/?${WEEK}`,
    async prepare(page) {
      const picture = page.getByRole('application', { name: /^Count over time/ })
      await picture.hover({ position: { x: 420, y: 40 } })
    },
  },
  { name: 'facets', path: `/?${WEEK}&query=browser:(Chrome OR Safari) -os:Android` },
  {
    name: 'completion',
    path: `/?${WEEK}`,
    async prepare(page) {
      await search(page, 'session_error_count:>0 browser:')
      await page.getByRole('option').nth(3).waitFor()
    },
  },
  {
    name: 'mistake',
    path: `/?${WEEK}`,
    async prepare(page) {
      await search(page, 'browser:(Chrome OR Safari env:prod')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'value-menu',
    path: `/?${WEEK}`,
    async prepare(page) {
      await field(page, 3, 'browser').getByRole('button').click()
      await page.getByRole('menu').waitFor()
    },
  },
  { name: 'errors', path: `/errors?${WEEK}` },
  { name: 'errors-single', path: `/errors?${WEEK}&group=0` },
  { name: 'views', path: `/views?${WEEK}&group=1` },
  { name: 'actions', path: `/actions?${WEEK}&group=0` },
  { name: 'resources', path: `/resources?${WEEK}&group=1`, theme: 'dark' },
  { name: 'long-tasks', path: `/long-tasks?${WEEK}&group=1` },
  { name: 'logs', path: `/logs?${WEEK}` },
  {
    name: 'comparison',
    path: `/?${WEEK}&query=session_error_count:>0`,
    async prepare(page) {
      for (const row of [1, 2, 3]) {
        await page.getByRole('checkbox', { name: `Select row ${row}`, exact: true }).check()
      }
      await page.getByRole('button', { name: 'Compare' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'saved-views',
    path: `/?${WEEK}&query=session_error_count:>0`,
    async prepare(page) {
      await open(page, 'Saved views')
      await saveView(page, 'Sessions with errors')
      await page.getByLabel('Name', { exact: true }).fill('Payments that failed')
    },
  },
  {
    name: 'columns',
    path: `/?${WEEK}`,
    async prepare(page) {
      await open(page, 'Columns')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'range',
    path: `/?${WEEK}`,
    async prepare(page) {
      await page.getByRole('button', { name: 'Time range' }).click()
      await page.getByLabel('Time zone').waitFor()
    },
  },
  {
    name: 'live',
    path: `/?${WEEK}`,
    async prepare(page) {
      await page.getByRole('button', { name: /^Live/ }).click()
    },
  },
  {
    name: 'first-run',
    path: '/?app_id=my_shop&demo=8080',
    ready: '.first-run',
    viewport: { width: 1280, height: 900 },
  },
  { name: 'nothing-found', path: `/?${WEEK}&query=browser:Netscape`, ready: '.empty' },
]
