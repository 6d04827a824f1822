import type { LaunchOptions, Page } from 'playwright/test'
import { CHROMIUM_ARGS } from './engines/chromiumArgs.ts'
import { expect } from './test.ts'

const executablePath = process.env['CHROMIUM_PATH']

/** Playwright turns the back/forward cache off. */
export const WITH_BFCACHE: LaunchOptions = {
  ...(executablePath && { executablePath }),
  args: CHROMIUM_ARGS,
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
}

/** Goes back to a page that the cache kept, and that notes in `isRestored` when it is back. */
export async function restore(page: Page): Promise<void> {
  // Playwright's own `goBack` waits for a load, which there is none of; the page that is asked goes.
  await page.evaluate('history.back()').catch(() => {})
  await expect.poll(() => page.evaluate('window.isRestored').catch(() => undefined)).toBe(true)
}
