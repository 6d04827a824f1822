import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

/**
 * Installs what a fresh clone lacks, on first use. This file imports only Node's own modules, because others may not be
 * installed yet.
 */

const say = (line) => process.stdout.write(`${line}\n`)

/** Runs a command and shows what it prints. @returns {boolean} whether it ended well */
export function runCommand(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  })
  return status === 0 && !error
}

/** Installs the packages of the lock file, unless what is installed is at least as new. */
export function ensureInstalled() {
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json']
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) {
    return
  }
  say('Installing packages (npm ci) …')
  if (!runCommand('npm', ['ci'])) {
    throw new Error('npm ci failed: see above.')
  }
}

/** The path of a command, or `undefined`. */
function findCommand(name) {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** Installs a Debian package where that is possible without asking anyone. */
function installDebianPackage(name) {
  if (process.getuid?.() !== 0 || !findCommand('apt-get')) {
    return false
  }
  say(`Installing Debian's package ${name} …`)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  return (
    runCommand('apt-get', ['update', '-qq'], quiet) &&
    runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet)
  )
}

/**
 * A Chromium to test with: Playwright's own, the system's, or one that is installed now.
 *
 * @returns {Promise<string>} its path
 */
export async function ensureChromium() {
  const { chromium } = await import('playwright')
  const find = () =>
    existsSync(chromium.executablePath())
      ? chromium.executablePath()
      : ['chromium', 'chromium-browser', 'google-chrome'].map(findCommand).find(Boolean)
  const installers = [
    () => runCommand('npx', ['playwright', 'install', 'chromium']),
    () => installDebianPackage('chromium'),
  ]
  let path = find()
  for (const install of installers) {
    if (!path && install()) {
      path = find()
    }
  }
  if (!path) {
    throw new Error(
      'No Chromium was found, and none could be installed: install one, then run again.',
    )
  }
  return path
}

/**
 * The other engines, where they are or can be installed; without one its scenarios are skipped, and say so.
 *
 * @returns {Record<string, string>} what the end-to-end tests find them by
 */
export function ensureEngines() {
  const ensure = (command, debianPackage) =>
    findCommand(command) ?? (installDebianPackage(debianPackage) ? findCommand(command) : undefined)
  const firefox = findCommand('firefox') ?? ensure('firefox-esr', 'firefox-esr')
  const hasWebkit = ensure('WebKitWebDriver', 'webkit2gtk-driver') && ensure('Xvfb', 'xvfb')
  for (const [name, isThere] of Object.entries({ Firefox: firefox, WebKit: hasWebkit })) {
    if (!isThere) {
      say(`${name} is not on this machine and could not be installed: its scenarios are skipped.`)
    }
  }
  return firefox ? { FIREFOX_PATH: firefox } : {}
}

/**
 * InfluxDB 1.x, whose parser every line that the SDK writes must pass.
 *
 * @returns {string | undefined} the path of `influxd`; without it that one test is skipped, and says so
 */
export function ensureInfluxd() {
  return (
    findCommand('influxd') ??
    (installDebianPackage('influxdb') ? findCommand('influxd') : undefined)
  )
}
