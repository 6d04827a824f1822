import type { Locator, Page } from 'playwright/test'
import { sendLines, toVisit } from '../support/sessionData.ts'
import { buildAndUpload } from '../support/sourceMaps.ts'
import { expect, test } from '../support/test.ts'
import { createWalk } from '../support/walk.ts'
import { fillWithWeek, WEEK } from '../support/week.ts'

/** Demands of the user's document on a session (S01 …), in its words: on the made-up week, and on visits whose values are known. */
test.use({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })

const rowsOf = (page: Page): Locator => page.getByRole('grid').locator('[data-index]')
const drawerOf = (page: Page): Locator => page.locator('.drawer')
/** The layer of the drawer that can be used: an entry covers its session. */
const layerOf = (page: Page): Locator => page.locator('.drawer-layer:not([inert])')
const regionOf = (place: Locator, name: string): Locator =>
  place.getByRole('region', { name, exact: true })

test('S01, S02, S19, S20: time, page path, number of operations, access path and errors of a session of the week are visible at a glance, in the drawer and on its page', async ({
  page,
  collector,
}) => {
  test.setTimeout(300_000) // with the week itself
  await fillWithWeek(collector)
  await page.goto(
    `${collector.url}/?${WEEK}&query=session_error_count:>1 session_view_count:>1 session_action_count:>1 session_type:user`,
  )
  const row = rowsOf(page).first()
  const cellOf = async (field: string): Promise<string> =>
    (await row.locator(`[data-field="${field}"] .value`).textContent()) ?? ''
  const duration = await cellOf('time_spent')
  const counts = await Promise.all(
    ['view', 'action', 'error'].map((kind) => cellOf(`session_${kind}_count`)),
  )
  await row.getByRole('link').click()
  for (const place of [drawerOf(page), page.getByRole('main')]) {
    const details = regionOf(place, 'Session details')
    await expect(details).toContainText('Start')
    await expect(details).toContainText(`Duration${duration}`)
    await expect(details).toContainText('Session typeuser')
    await expect(details).toContainText('Service')
    await expect(details).toContainText('First page/')
    await expect(place.locator('.journey-view').first()).toBeAttached()
    await expect(place.locator('.journey-mark').first()).toBeAttached()
    // The kinds have icons, counts and a filter.
    const kinds = place.getByRole('group', { name: 'Event types' })
    const names = ['Views', 'Actions', 'Errors']
    for (const [index, name] of names.entries()) {
      const chip = kinds.getByRole('button', { name: `${name} ${counts[index]}`, exact: true })
      await expect(chip).toHaveAttribute('aria-pressed', 'true')
      await expect(chip.locator('.icon')).toBeVisible()
    }
    await kinds.getByRole('button', { name: /^Views/ }).click()
    await kinds.getByRole('button', { name: /^Actions/ }).click()
    const errors = place.locator('.event-row')
    await expect(errors).toHaveCount(Number(counts[2]))
    await expect(errors.first()).toHaveClass(/is-error/)
    if (await drawerOf(page).isVisible()) {
      await page.getByRole('link', { name: 'Open as page' }).click()
      await expect(drawerOf(page)).toHaveCount(0)
    }
  }
})

test('S26, S27, S28, S29, S30: an entry has extended fields, related Fetch/XHR, errors, logs of the same view, session or trace with search, filter and order, and bound views', async ({
  page,
  collector,
  appId,
}) => {
  const start = Date.now() - 2 * 3_600_000
  await sendLines(collector.url, toVisit({ appId, sessionId: 's', start }))
  const at = start + 71_000
  const common = `app_id=${appId},session_id=s`
  const logs = [
    `browser_log,${common},view_id=s-v2,status=warn message="checkout: card declined" ${at}`,
    `browser_log,${common},view_id=s-v2,status=info message="checkout: payment begins" ${at - 500}`,
    `browser_log,${common},view_id=s-v1,status=info message="home is shown" ${start + 100}`,
    `nginx,app_id=${appId},host=web-1,trace_id=00f067aa0ba902b7,status=error message="POST /pay 503" ${at + 300}`,
  ]
  await fetch(`${collector.url}/v1/write/logging?precision=ms`, {
    method: 'POST',
    body: logs.join('\n'),
  })
  await page.goto(`${collector.url}/?app_id=${appId}&session=s&session_app=${appId}&event=s-r4`)
  const details = regionOf(drawerOf(page), 'Resource details')
  await expect(details.getByText('Fetch and XHR of this view (1)')).toBeVisible()
  await expect(details.getByText('Errors of this view (2)')).toBeVisible()

  const panel = regionOf(details, 'Related logs')
  await panel.scrollIntoViewIfNeeded()
  const rows = panel.getByRole('list', { name: 'Related logs' }).getByRole('listitem')
  await expect(rows).toHaveText([/card declined/, /payment begins/])
  await panel.getByText('Oldest first').click()
  await expect(rows).toHaveText([/payment begins/, /card declined/])
  await panel.getByRole('group', { name: 'Logs of the same' }).getByText('Session').click()
  await expect(rows).toHaveCount(3)
  await panel.getByRole('group', { name: 'Levels' }).getByRole('button', { name: /Info/ }).click()
  await expect(rows).toHaveText([/home is shown/, /payment begins/])
  await panel.getByRole('searchbox', { name: 'Find in the logs' }).fill('payment')
  await expect(rows).toHaveText([/payment begins/])
  await panel.getByRole('searchbox', { name: 'Find in the logs' }).fill('')
  await panel.getByRole('group', { name: 'Logs of the same' }).getByText('Trace').click()
  await expect(rows).toHaveText([/POST \/pay 503/])

  // Bound views: how much each finds for what the entry has in common with others, and the way there.
  const bound = regionOf(details, 'Bound views')
  await bound.scrollIntoViewIfNeeded()
  await expect(bound.getByRole('link', { name: /^Errors by issue 2 errors$/ })).toBeVisible()
  await bound.getByRole('group', { name: 'Bound to' }).getByText('Page').click()
  await expect(bound).toContainText('On page /checkout')
  await bound.getByRole('link', { name: /^Actions by name 1 action$/ }).click()
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(rowsOf(page)).toContainText('Pay now')
  await page.goBack()

  await panel.getByRole('group', { name: 'Logs of the same' }).getByText('View').click()
  await rows.filter({ hasText: 'card declined' }).getByRole('button').click()
  await expect(regionOf(drawerOf(page), 'Log details')).toContainText('checkout: card declined')
})

test('S32, S33: extended fields are application id, browser, browser version, system version and every custom key, searchable, each with the four operations', async ({
  page,
  collector,
  appId,
}) => {
  await sendLines(collector.url, toVisit({ appId, sessionId: 's' }))
  const list = `${collector.url}/?app_id=${appId}`
  for (const address of [
    `${list}&session=s&session_app=${appId}`,
    `${list}&session=s&session_app=${appId}&event=s-e1`,
  ]) {
    await page.goto(address)
    const fields = regionOf(layerOf(page), 'Extended fields')
    await expect(fields.locator('dt')).toHaveText([
      'Application',
      'Browser',
      'Browser version',
      'OS',
      'OS version',
      'plan',
    ])
    for (const value of [appId, 'Chrome', '142', 'macOS', '15', 'pro']) {
      await fields.getByRole('button', { name: value, exact: true }).click()
      await expect(page.getByRole('menuitem')).toHaveText([
        'Filter field value',
        'Reverse filter field value',
        /^(Add to display column|Remove from columns)$/,
        'Copy',
      ])
      await page.keyboard.press('Escape')
    }
    await fields.getByRole('searchbox').fill('PRO')
    await expect(fields.locator('dt')).toHaveText(['plan'])
  }
  // An operation changes the list behind, and the drawer stays.
  await regionOf(layerOf(page), 'Extended fields').getByRole('button', { name: 'pro' }).click()
  await page.getByRole('menuitem', { name: 'Filter field value', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('@plan:pro')
  await expect(drawerOf(page)).toBeVisible()
})

test('S22, S31: from an error that a user saw to the failing line of source and the steps that lead to it, by mouse and by keyboard alone, in under a minute', async ({
  page,
  collector,
  appId,
}) => {
  const stack = buildAndUpload(collector.url, { appId, env: 'prod', version: '2.3.1' })
  const thrown = `RangeError: an empty cart\n${stack}`
  await sendLines(
    collector.url,
    toVisit({ appId, sessionId: 's', stack: thrown, causeStack: stack }),
  )
  const details = regionOf(drawerOf(page), 'Error details')
  const expectSource = async (): Promise<void> => {
    await expect(details.locator('.here').first()).toContainText(
      "throw new RangeError('an empty cart')",
    )
    const steps = details.getByRole('list', { name: 'Steps before it' })
    await expect(steps.getByRole('button').last()).toContainText('/pay')
    await expect(steps).toContainText('Pay now')
  }

  await page.goto(`${collector.url}/?app_id=${appId}`)
  const mouse = createWalk('to the failing line by mouse', 60)
  await mouse.step(() => page.getByRole('combobox', { name: 'Search' }).click())
  await mouse.step(() => page.keyboard.type('user:u-4711\n'))
  await mouse.step(() => rowsOf(page).first().getByRole('link').click())
  await mouse.step(() => drawerOf(page).locator('.event-row.crash').click())
  await expectSource()
  mouse.end()
  await details.getByText('Caused by').click()
  await expect(details.locator('.cause .here').first()).toContainText('throw new RangeError')

  await page.goto(`${collector.url}/?app_id=${appId}`)
  await expect(rowsOf(page)).toHaveCount(1)
  const keyboard = createWalk('to the failing line by keyboard', 60)
  const press = (key: string): Promise<void> => keyboard.step(() => page.keyboard.press(key))
  await press('/')
  await keyboard.step(() => page.keyboard.type('user:u-4711\n'))
  const row = rowsOf(page).first().getByRole('link')
  await expect(row).toHaveText(/\d/)
  while (await page.getByRole('combobox').evaluate((box) => box === document.activeElement)) {
    await press('Escape')
  }
  await press('j')
  await expect(row).toBeFocused()
  await press('Enter')
  await expect(drawerOf(page).locator('.event-row').first()).toBeVisible()
  await press('e')
  await expectSource()
  keyboard.end()
})
