import { readFileSync, rmSync } from 'node:fs'
import {
  ensureChromium,
  ensureEngines,
  ensureInfluxd,
  ensureInstalled,
  runCommand,
} from './prepare.mjs'

/**
 * `npm test`: everything, on a fresh clone as on any other. It installs what is missing, builds, and runs
 * types, lint, sizes, unit and end-to-end tests; the last line counts them.
 */

const CHECKS = [
  ['The SDK, the collector and the explorer build', 'node', ['build.mjs']],
  ['Types', 'npx', ['tsc', '-b']],
  ['Lint and format', 'npx', ['biome', 'check', '--error-on-warnings']],
  ['Nothing is unused', 'npx', ['knip']],
  ['Sizes are within their budgets', 'node', ['scripts/size.mjs']],
  [
    'Pages and documents show the snippet of this source',
    'node',
    ['scripts/snippet.mjs', '--check'],
  ],
]
const E2E_RESULTS = 'test-results/e2e.json'

const total = { passed: 0, failed: 0, skipped: 0 }

function add({ passed, failed, skipped = 0 }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

function headline(title) {
  process.stdout.write(`\n=== ${title}\n`)
}

function runCheck([title, command, args]) {
  headline(title)
  const isGood = runCommand(command, args)
  process.stdout.write(`${isGood ? 'ok' : 'FAILED'}: ${title}\n`)
  add({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 })
  return isGood
}

function runEndToEndTests(chromiumPath) {
  headline('End-to-end tests')
  rmSync(E2E_RESULTS, { force: true }) // a run that ends before it writes must not count an earlier one's
  runCommand('npx', ['playwright', 'test', '--config', 'e2e/playwright.config.ts'], {
    CHROMIUM_PATH: chromiumPath,
    ...ensureEngines(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_RESULTS,
  })
  const { stats, errors } = JSON.parse(readFileSync(E2E_RESULTS, 'utf8'))
  add({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  })
}

ensureInstalled()
const [build, ...checks] = CHECKS
if (runCheck(build)) {
  const chromiumPath = await ensureChromium()
  process.env.INFLUXD_PATH = ensureInfluxd() ?? ''
  for (const check of checks) {
    runCheck(check)
  }
  headline('Unit tests')
  const { runUnitTests } = await import('./unit.mjs')
  add(await runUnitTests())
  runEndToEndTests(chromiumPath)
}
if (total.skipped > 0) {
  process.stdout.write(`${total.skipped} skipped: each says why above.\n`)
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed > 0 ? 1 : 0
