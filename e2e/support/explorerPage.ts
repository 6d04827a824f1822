import type { Locator, Page } from 'playwright/test'
import { expect } from './test.ts'

/** Parts of the explorer's lists, for all of its scenarios. */

export const rowsOf = (page: Page): Locator => page.getByRole('grid').locator('[data-index]')

export const cellOf = (row: Locator, field: string): Locator =>
  row.locator(`[data-field="${field}"]`)

export const countOf = (page: Page): Locator => page.locator('.results-count')

export const facetOf = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })

export const searchOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Search' })

/** Opens an address, and waits for the first row of its list. */
export async function openList(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(rowsOf(page).first()).toBeVisible()
}

/** Opens the menu of a value. */
export async function openMenu(value: Locator): Promise<Locator> {
  await value.click()
  return value.page().getByRole('menu')
}

/** Chooses an item of the menu of a value. */
export async function chooseItem(value: Locator, name: string): Promise<void> {
  await (await openMenu(value)).getByRole('menuitem', { name, exact: true }).click()
}

/** Number of rows that the list found, once it is there. */
export async function readCount(page: Page): Promise<number> {
  await expect(countOf(page)).toHaveText(/^[\d,]+ /)
  return Number(((await countOf(page).textContent()) ?? '').replace(/\D/g, ''))
}

/** Number of rows once it is not what it was. */
export async function readOtherCount(page: Page, than: number): Promise<number> {
  await expect.poll(() => readCount(page)).not.toBe(than)
  return readCount(page)
}

/** Returns the widget with a title. */
export function widgetOf(page: Page | Locator, name: string): Locator {
  return page.getByRole('article', { name, exact: true })
}

/** Waits until every widget has its answer. */
export async function waitForWidgets(page: Page): Promise<void> {
  await expect(page.locator('.widget').first()).toBeVisible()
  await expect(page.locator('.widget[aria-busy="true"]')).toHaveCount(0)
  await expect(page.locator('.widget-waiting')).toHaveCount(0)
}
