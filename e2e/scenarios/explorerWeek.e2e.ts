import type { Page } from 'playwright/test'
import { cellOf, countOf, facetOf, openList, readCount, rowsOf } from '../support/explorerPage.ts'
import { expect, test } from '../support/test.ts'
import { createWalk } from '../support/walk.ts'
import { fillWithWeek, WEEK, WEEK_END } from '../support/week.ts'

/**
 * The explorer on the made-up week of `npm run demo:data`, made once for the file: what issue 18 demands of it, by its
 * names (S05 …, points 1 to 10). `explorer.e2e.ts` proves the same operations on few sessions, whose counts it knows.
 */
test.use({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })

const HOUR = 3_600_000
const DAY = 24 * HOUR

test.beforeAll(async ({ collector }) => {
  test.setTimeout(300_000) // some 25,000 events
  await fillWithWeek(collector)
})

async function expectFailedPayment(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Property fields' })).toContainText('4711')
  await expect(page.locator('.event-row.is-error').first()).toBeVisible()
}

test('"user 4711 could not pay yesterday evening" is found with the mouse', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}/sessions`)
  const walk = createWalk('with the mouse', 30)
  await walk.step(() => page.getByRole('button', { name: 'Time range' }).click())
  await walk.step(() => page.getByRole('button', { name: 'Last 7 days' }).click())
  await walk.step(() => page.getByRole('combobox', { name: 'Search' }).click())
  await walk.step(() => page.keyboard.type('user:4711\n'))
  await expect(countOf(page)).toHaveText('1 session')
  await expect(rowsOf(page)).toHaveCount(1)
  await walk.step(() => rowsOf(page).first().getByRole('link').click())
  await expectFailedPayment(page)
  walk.end()
})

test('"user 4711 could not pay yesterday evening" is found by keyboard alone', async ({
  page,
  collector,
}) => {
  await page.goto(`${collector.url}/sessions`)
  await expect(countOf(page)).toBeVisible()
  const walk = createWalk('by keyboard', 30)
  const press = (key: string): Promise<void> => walk.step(() => page.keyboard.press(key))
  await press('/')
  await walk.step(() => page.keyboard.type('user:4711\n'))
  const range = page.getByRole('button', { name: 'Time range' })
  while (!(await range.evaluate((button) => button === document.activeElement))) {
    await press('Tab')
  }
  await press('Enter')
  await walk.step(() => page.getByRole('button', { name: 'Last 7 days' }).press('Enter'))
  await expect(countOf(page)).toHaveText('1 session')
  await expect(rowsOf(page)).toHaveCount(1)
  await walk.step(() => rowsOf(page).first().getByRole('link').press('Enter'))
  await expectFailedPayment(page)
  walk.end()
})

test('S06–S12: a row has type, counts, first and last page, and its session shows the same', async ({
  page,
  collector,
}) => {
  const columns =
    'session_start,time_spent,session_type,session_view_count,session_action_count,session_error_count,session_first_view_url,session_last_view_url'
  await openList(page, `${collector.url}/?${WEEK}&query=session_error_count:>1&columns=${columns}`)
  const row = rowsOf(page).first()
  const read = async (field: string): Promise<string> =>
    (await cellOf(row, field).locator('.value, .row-link').first().textContent()) ?? ''
  const shown = {
    Duration: await read('time_spent'),
    'Session type': await read('session_type'),
    Views: await read('session_view_count'),
    Actions: await read('session_action_count'),
    Errors: await read('session_error_count'),
    'First page URL': await read('session_first_view_url'),
    'Last page URL': await read('session_last_view_url'),
  }
  await row.getByRole('link').click()
  const fields = page.getByRole('region', { name: 'Property fields' })
  for (const [label, text] of Object.entries(shown)) {
    const fact = fields.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) })
    await expect(fact.locator('dd'), label).toHaveText(text)
  }
  // Monitors are sessions of their own type, and say so.
  await openList(page, `${collector.url}/?${WEEK}&query=session_type:synthetics`)
  await expect(cellOf(rowsOf(page).first(), 'session_type')).toHaveText('synthetics')
})

test('S05, S14, point 6: every list has single rows and groups of the week, and the four items on its values', async ({
  page,
  collector,
}) => {
  test.slow() // five lists, one after another
  const lists: [path: string, group: string][] = [
    ['views', 'By path'],
    ['actions', 'By name'],
    ['errors', 'By issue'],
    ['resources', 'By address'],
    ['long-tasks', 'By path'],
  ]
  for (const [path, group] of lists) {
    await openList(page, `${collector.url}/${path}?${WEEK}&group=0`)
    expect(await readCount(page), path).toBeGreaterThan(20)
    const value = rowsOf(page).first().locator('button.value').first()
    await value.click()
    await expect(page.getByRole('menuitem'), path).toHaveText([
      'Filter field value',
      'Reverse filter field value',
      /^(Add to display column|Remove from columns)$/,
      'Copy',
    ])
    await page.keyboard.press('Escape')
    await page.getByText(group, { exact: true }).click()
    await expect(countOf(page), path).toHaveText(/groups?$/)
    await expect(rowsOf(page).first()).toBeVisible()
  }
})

test('point 2: ranges are relative or absolute, in a zone of choice, move and widen, and Back returns', async ({
  page,
  collector,
}) => {
  await openList(page, `${collector.url}/?${WEEK}`)
  const all = await readCount(page)
  await page.getByRole('button', { name: 'Time range' }).click()
  await page.getByLabel('Time zone').selectOption('Asia/Shanghai')
  await expect(page).toHaveURL(/tz=Asia%2FShanghai/)
  await page.getByLabel('From', { exact: true }).fill('')
  const dialog = page.getByRole('dialog', { name: 'Time range' })
  await dialog.getByRole('button', { name: 'Apply' }).last().click()
  await expect(page.getByRole('alert')).toHaveText('Enter both a start and an end.')
  await page.keyboard.press('Escape')
  const picture = page.getByRole('application', { name: /^Count over time/ })
  const box = await picture.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 30)
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + 500, (box?.y ?? 0) + 30, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => readCount(page)).toBeLessThan(all)
  await page.goBack()
  await expect.poll(() => readCount(page)).toBe(all)
})

test('point 3: the histogram of days begins at midnight of the zone, and its bars are the count', async ({
  page,
  collector,
}) => {
  const month = `from=${new Date(WEEK_END - 60 * DAY).toISOString()}&to=${new Date(WEEK_END).toISOString()}`
  const answer = page.waitForResponse((response) => {
    const { pathname, searchParams } = new URL(response.url())
    // Not the counts of sessions with errors and crashes, which are searches of their own.
    return pathname.endsWith('/sessions/histogram') && !searchParams.has('query')
  })
  await openList(page, `${collector.url}/?${month}&tz=Asia/Shanghai`)
  const { buckets } = (await (await answer).json()) as {
    buckets: { time: number; count: number }[]
  }
  expect(buckets.every(({ time }) => (time + 8 * HOUR) % DAY === 0)).toBe(true)
  expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(await readCount(page))
  const picture = page.getByRole('application', { name: /^Count over time/ })
  await picture.focus()
  await page.keyboard.press('ArrowLeft')
  const last = buckets.at(-1)?.count.toLocaleString('en') ?? ''
  await expect(picture.getByRole('status')).toContainText(`All ${last}With errors`)
})

test('point 4: a number facet is dragged, several values are ticked, one is left out, fields come and go', async ({
  page,
  collector,
}) => {
  await openList(page, `${collector.url}/?${WEEK}`)
  const all = await readCount(page)
  const search = page.getByRole('combobox', { name: 'Search' })
  const bars = page.getByRole('application', { name: /^Distribution of Duration/ })
  await bars.focus()
  await page.keyboard.press('ArrowRight')
  // The bars fit all values that the collector holds, so where the first one ends is not told here.
  const shown = facetOf(page, 'Duration').getByRole('status')
  const count = await shown.locator('span').last().textContent()
  await page.keyboard.press('Enter')
  await expect(countOf(page)).toHaveText(new RegExp(`^${count} sessions?$`))
  await expect(search).toHaveValue(/^time_spent:\[\d+[a-z]* TO \d+[a-z]+\}$/)
  await page.getByRole('button', { name: 'Remove the range of Duration' }).click()
  await expect(search).toHaveValue('')
  await expect.poll(() => readCount(page)).toBe(all)

  const browsers = facetOf(page, 'Browser')
  await browsers.getByRole('checkbox', { name: 'Include Chrome', exact: true }).check()
  const chrome = await expectFewer(page, all)
  await browsers.getByRole('checkbox', { name: 'Include Safari', exact: true }).check()
  await expect(search).toHaveValue('browser:(Chrome OR Safari)')
  await expect.poll(() => readCount(page)).toBeGreaterThan(chrome)
  await browsers.getByRole('button', { name: 'Exclude Edge' }).click()
  await expect(search).toHaveValue('browser:(Chrome OR Safari) -browser:Edge')

  await page.getByRole('button', { name: 'Add facet' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add facet' })
  await dialog.getByRole('searchbox').fill('actions')
  await dialog.getByRole('button', { name: /^Actions/ }).click()
  await expect(facetOf(page, 'Actions')).toBeVisible()
  await facetOf(page, 'Actions').getByRole('button', { name: 'Options of Actions' }).click()
  await page.getByRole('menuitem', { name: 'Remove facet Actions' }).click()
  await expect(facetOf(page, 'Actions')).toHaveCount(0)
})

async function expectFewer(page: Page, than: number): Promise<number> {
  await expect.poll(() => readCount(page)).toBeLessThan(than)
  return readCount(page)
}

test('point 5: columns are added, ordered, resized and sorted, and the address shows the same to a colleague', async ({
  page,
  collector,
}) => {
  await openList(page, `${collector.url}/?${WEEK}`)
  await page.getByRole('button', { name: 'Columns' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  await dialog.getByRole('searchbox').fill('province')
  await dialog.getByRole('button', { name: 'Add Province' }).click()
  await page.keyboard.press('Escape')
  const duration = cellOf(rowsOf(page).first(), 'time_spent')
  const newest = await duration.textContent()
  const heading = page.getByRole('columnheader', { name: 'Duration' })
  await heading.getByRole('button', { name: 'Duration', exact: true }).click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('-time_spent')
  await expect(duration).not.toHaveText(newest ?? '')
  const longest = await duration.textContent()
  await openList(page, page.url())
  await expect(page.getByRole('columnheader', { name: 'Province' })).toBeVisible()
  await expect(duration).toHaveText(longest ?? '')
})

test('point 9: numbers, durations and times of a session are in the language that was chosen', async ({
  page,
  collector,
}) => {
  await page.addInitScript(() => localStorage.setItem('explorer.locale', 'zh'))
  await openList(page, `${collector.url}/?${WEEK}&query=session_error_count:>0`)
  await expect(countOf(page)).toHaveText(/个会话$/)
  await rowsOf(page).first().getByRole('link').click()
  await page.locator('.event-row.is-view').first().click()
  const details = page.locator('.event-details')
  await expect(
    details
      .locator('dt')
      .filter({ hasText: /^停留时长$/ })
      .first(),
  ).toBeVisible()
  await expect(
    details
      .locator('dd')
      .filter({ hasText: /^\d{4}年\d+月\d+日 / })
      .first(),
  ).toBeVisible()
  await expect(
    details
      .locator('dd')
      .filter({ hasText: /秒|毫秒|分钟/ })
      .first(),
  ).toBeVisible()
})

test('point 10: the first run shows the tag and turns into the session as soon as it arrives', async ({
  page,
  collector,
  appId,
}) => {
  await page.goto(`${collector.url}/?app_id=${appId}&demo=8080`)
  await expect(page.getByText('DATAFLUX_RUM.init({ applicationId')).toContainText(appId)
  await expect(page.getByRole('link', { name: 'Open the demo shop' })).toHaveAttribute(
    'href',
    'http://127.0.0.1:8080/',
  )
  const line = `view,app_id=${appId},session_id=first view_url="https://a/" ${Date.now()}`
  await fetch(`${collector.url}/v1/write/rum?precision=ms`, { method: 'POST', body: line })
  await page.getByRole('button', { name: 'Show it' }).click()
  await expect(rowsOf(page)).toHaveCount(1)
})
