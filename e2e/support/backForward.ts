import type { LaunchOptions, Page } from 'playwright/test'
import { CHROMIUM_ARGS } from './engines/chromiumArgs.ts'
import { expect } from './test.ts'

const executablePath = process.env['CHROMIUM_PATH']

/** Launch options that leave the back/forward cache on, which Playwright turns off. */
export const WITH_BFCACHE: LaunchOptions = {
  ...(executablePath && { executablePath }),
  args: CHROMIUM_ARGS,
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
}

/** Goes back to a page in the back/forward cache, which sets `isRestored` on its return. */
export async function restore(page: Page): Promise<void> {
  // Playwright's own `goBack` waits for a load event, which does not occur. The page that runs this code goes away.
  await page.evaluate('history.back()').catch(() => {})
  await expect.poll(() => page.evaluate('window.isRestored').catch(() => undefined)).toBe(true)
}
