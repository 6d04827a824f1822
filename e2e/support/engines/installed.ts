import { existsSync, readdirSync } from 'node:fs'
import { chromium } from 'playwright'
import type { Engine, EngineName } from './engine.ts'
import { startPuppeteerEngine } from './puppeteerEngine.ts'
import { startWebkitEngine } from './webkitEngine.ts'

const find = (paths: readonly (string | undefined)[]) =>
  paths.find((path) => path && existsSync(path))

const START: Readonly<Record<EngineName, () => Promise<Engine> | undefined>> = {
  chromium() {
    const path = find([
      process.env['CHROMIUM_PATH'],
      chromium.executablePath(),
      '/usr/bin/chromium',
      '/usr/bin/google-chrome',
    ])
    return path ? startPuppeteerEngine('chromium', path) : undefined
  },
  firefox() {
    const path = find([process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'])
    return path ? startPuppeteerEngine('firefox', path) : undefined
  },
  webkit() {
    const path = find(
      ['/usr/bin/Xvfb', '/usr/bin/WebKitWebDriver'].every(existsSync) ? miniBrowsers() : [],
    )
    return path ? startWebkitEngine(path) : undefined
  },
}

/** Lists paths of WebKitGTK's test browser, which depend on the architecture and the library's version. */
function miniBrowsers(): string[] {
  return readdirSync('/usr/lib')
    .filter((folder) => folder.includes('-linux-'))
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
}

/** Starts an engine. Returns `undefined` if its browser is not on this machine. */
export async function startEngine(name: EngineName): Promise<Engine | undefined> {
  return START[name]()
}
