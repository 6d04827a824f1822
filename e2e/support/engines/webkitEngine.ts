import type { Engine, Profile, Tab } from './engine.ts'
import { fromJson, toJsonExpression } from './engine.ts'
import type { Process } from './processes.ts'
import { freePort, startProcess, untilReachable, untilTrue } from './processes.ts'
import type { WebDriver } from './webDriver.ts'
import { startSession } from './webDriver.ts'

/** Key of a reference to an element. @see https://www.w3.org/TR/webdriver2/#elements */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** Drives WebKitGTK's MiniBrowser over WebDriver, on a separate display because it has no headless mode. */
export async function startWebkitEngine(browserPath: string): Promise<Engine> {
  const display = startProcess('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'])
  const DISPLAY = `:${await display.firstLine()}`
  return {
    name: 'webkit',
    openProfile: () => openProfile(browserPath, { DISPLAY }),
    close: display.stop,
  }
}

/** Starts a driver and its only session, which is a browser with its own profile. */
async function startBrowser(
  binary: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ session: WebDriver; driver: Process }> {
  const port = String(await freePort())
  const driver = startProcess('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    ...environment,
    // Its sandbox needs user namespaces, which containers lack; the only pages here are our own.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  })
  const driverUrl = `http://127.0.0.1:${port}`
  try {
    await untilReachable(`${driverUrl}/status`)
    const session = await startSession(driverUrl, {
      pageLoadStrategy: 'none', // otherwise every command waits for a page whose script is held
      timeouts: { script: null }, // otherwise a timer in the page, which fires when a scenario moves the page's clock
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    })
    return { session, driver }
  } catch (error) {
    await driver.stop()
    throw error
  }
}

async function openProfile(binary: string, environment: NodeJS.ProcessEnv): Promise<Profile> {
  // On a busy machine the driver may miss the start of its browser and wait for ever (seen once in about 170 starts).
  const { session, driver } = await startBrowser(binary, environment).catch(() =>
    startBrowser(binary, environment),
  )
  let hasFirstTab = true
  return {
    async openTab() {
      const handle = hasFirstTab
        ? await session.command<string>('GET', '/window')
        : (await session.command<{ handle: string }>('POST', '/window/new', { type: 'tab' })).handle
      hasFirstTab = false
      return toTab(session, handle)
    },
    async close() {
      await session.quit()
      await driver.stop()
    },
  }
}

/** True once the document at `url` is parsed. Between two documents the script fails, which counts as false. */
async function isParsed(session: WebDriver, url: string): Promise<boolean> {
  const script = `return !document.isLeft && document.readyState !== 'loading' && location.href`
  const parsed = session.command('POST', '/execute/sync', { script, args: [] })
  return (await parsed.catch(() => undefined)) === new URL(url).href
}

/** Creates a tab. Commands go to the session's current window, so each call first switches to its own. */
function toTab(session: WebDriver, handle: string): Tab {
  const turnTo = () => session.command('POST', '/window', { handle })
  return {
    consoleErrors: undefined, // neither in WebDriver nor on the browser's output
    async goto(url) {
      await turnTo()
      // Marks the old document, which may have the same URL as the new one.
      await session.command('POST', '/execute/sync', { script: 'document.isLeft = true', args: [] })
      await session.command('POST', '/url', { url })
      await untilTrue(() => isParsed(session, url))
    },
    async evaluate(expression) {
      await turnTo()
      const script = `return ${toJsonExpression(expression)}`
      return fromJson(await session.command('POST', '/execute/sync', { script, args: [] }))
    },
    async click(selector) {
      await turnTo()
      const found = await session.command<Record<string, string>>('POST', '/element', {
        using: 'css selector',
        value: selector,
      })
      await session.command('POST', `/element/${found[ELEMENT]}/click`, {})
    },
    async close() {
      await turnTo()
      await session.command('DELETE', '/window')
    },
  }
}
