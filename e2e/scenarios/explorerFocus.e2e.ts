import type { Page } from 'playwright/test'
import { sendSessions } from '../support/explorerData.ts'
import { expect, test } from '../support/test.ts'

/** Only the rows in view exist: the focus goes to those out of view all the same, and stays where it is. */
const SESSIONS = 90
const ERRORS = 200

/** Presses a key and returns the row that has the focus one task later, before the browser draws a frame. */
const pressAtOnce = (
  page: Page,
  key: string,
  ctrlKey = false,
): Promise<string | null | undefined> =>
  page.evaluate(
    async ({ key, ctrlKey }) => {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
      )
      await new Promise((resolve) => setTimeout(resolve))
      return document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
    },
    { key, ctrlKey },
  )

test('keys that follow each other fast reach rows out of view, and scrolling takes the focus from no row', async ({
  page,
  collector,
  appId,
}) => {
  await sendSessions(
    collector.url,
    appId,
    Array.from({ length: SESSIONS }, (_, index) => ({
      id: `s${index}`,
      browser: 'Chrome',
      ago: index + 1,
      errors: index === 0 ? ERRORS : 0,
    })),
  )
  const lists = [
    { path: '/', list: page.getByRole('grid'), rows: SESSIONS, isTable: true },
    { path: '/sessions/s0', list: page.locator('.entries'), rows: ERRORS + 2, isTable: false }, // with view and action
  ]
  for (const { path, list, rows, isTable } of lists) {
    await page.goto(`${collector.url}${path}?app_id=${appId}`)
    await list.locator('[data-index="0"]').locator('a, button').first().focus()
    expect(await pressAtOnce(page, 'End', isTable)).toBe(`${rows - 1}`)
    expect(await pressAtOnce(page, 'ArrowUp')).toBe(`${rows - 2}`)
    expect(await pressAtOnce(page, 'Home', isTable)).toBe('0')
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect(list.locator(`[data-index="${rows - 1}"]`)).toBeVisible()
    await expect(list.locator('[data-index="0"] :focus')).toHaveCount(1)
    expect(await pressAtOnce(page, 'ArrowDown')).toBe('1')
  }
})
