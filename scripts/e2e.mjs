import { buildOutdated, RUNNING_PARTS } from './build/buildParts.mjs'
import { ensureChromium, runCommand } from './prepare.mjs'

/**
 * `npm run test:e2e -- <file> -g <name>`: builds the parts whose sources changed, says which, and hands all arguments to
 * Playwright. `--project=chromium` is enough for most changes.
 */

for (const line of await buildOutdated(RUNNING_PARTS)) {
  process.stdout.write(`${line}\n`)
}
const CHROMIUM_PATH = process.env.CHROMIUM_PATH ?? (await ensureChromium())
const args = ['playwright', 'test', '--config', 'e2e/playwright.config.ts']
const isGood = runCommand('npx', [...args, ...process.argv.slice(2)], { CHROMIUM_PATH })
process.exitCode = isGood ? 0 : 1
