import type { BrowserContext, LaunchOptions, Page } from 'puppeteer-core'
import { launch } from 'puppeteer-core'
import { CHROMIUM_ARGS } from './chromiumArgs.ts'
import type { Engine, Profile, Tab } from './engine.ts'
import { fromJson, toJsonExpression } from './engine.ts'

const CHROMIUM: LaunchOptions = { browser: 'chrome', args: CHROMIUM_ARGS }

const FIREFOX: LaunchOptions = { browser: 'firefox' }

/** Drives Chromium over its DevTools protocol, and Firefox over WebDriver BiDi. */
export async function startPuppeteerEngine(
  name: 'chromium' | 'firefox',
  executablePath: string,
): Promise<Engine> {
  const browser = await launch({
    ...(name === 'chromium' ? CHROMIUM : FIREFOX),
    executablePath,
    headless: true,
  })
  return {
    name,
    openProfile: async () => toProfile(await browser.createBrowserContext()),
    close: () => browser.close(),
  }
}

function toProfile(context: BrowserContext): Profile {
  return {
    openTab: async () => toTab(await context.newPage()),
    close: () => context.close(),
  }
}

function toTab(page: Page): Tab {
  const consoleErrors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') {
      consoleErrors.push(`${message.text()} ${message.location().url ?? ''}`.trim())
    }
  })
  page.on('pageerror', (error) => {
    consoleErrors.push(error instanceof Error ? error.message : String(error))
  })
  return {
    consoleErrors,
    async goto(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' })
    },
    async evaluate(expression) {
      return fromJson(await page.evaluate(toJsonExpression(expression)))
    },
    click: (selector) => page.click(selector),
    close: () => page.close(),
  }
}
