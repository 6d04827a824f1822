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
const API_REPORT = 'bundle/dataflux-rum.api.md'
const SHOWN_SLOWEST = 10

const total = { passed: 0, failed: 0, skipped: 0 }

/** @type {{ title: string, ms: number }[]} */
const durations = []

function add({ passed, failed, skipped = 0, slowest = [] }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  durations.push(...slowest)
}

/** The tests of Playwright's report, those of nested suites too. */
function* readDurations({ suites = [], specs = [] }) {
  for (const { title, tests } of specs) {
    for (const { projectName, results } of tests) {
      const ms = results.reduce((sum, { duration }) => sum + duration, 0)
      yield { title: `[${projectName}] ${title}`, ms }
    }
  }
  for (const suite of suites) {
    yield* readDurations(suite)
  }
}

function printSlowest() {
  headline(`The ${SHOWN_SLOWEST} slowest tests`)
  for (const { title, ms } of durations.sort((a, b) => b.ms - a.ms).slice(0, SHOWN_SLOWEST)) {
    process.stdout.write(`${(ms / 1000).toFixed(1).padStart(7)} s  ${title}\n`)
  }
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

/** The build updates the report: a change of the public API must be committed with its cause. */
function checkApiReport(before) {
  headline('The report of the public API is up to date')
  const isGood = readFileSync(API_REPORT, 'utf8') === before
  process.stdout.write(
    isGood ? 'ok\n' : `FAILED: the public API changed; look at ${API_REPORT} and commit it.\n`,
  )
  add({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 })
}

function runEndToEndTests(chromiumPath) {
  headline('End-to-end tests')
  rmSync(E2E_RESULTS, { force: true }) // a run that ends before it writes must not count an earlier one's
  runCommand('npx', ['playwright', 'test', '--config', 'e2e/playwright.config.ts'], {
    CHROMIUM_PATH: chromiumPath,
    ...ensureEngines(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_RESULTS,
  })
  const report = JSON.parse(readFileSync(E2E_RESULTS, 'utf8'))
  const { stats, errors } = report
  add({
    slowest: [...readDurations(report)],
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  })
}

ensureInstalled()
const [build, ...checks] = CHECKS
const reportBefore = readFileSync(API_REPORT, 'utf8')
if (runCheck(build)) {
  const chromiumPath = await ensureChromium()
  process.env.INFLUXD_PATH = ensureInfluxd() ?? ''
  checkApiReport(reportBefore)
  for (const check of checks) {
    runCheck(check)
  }
  headline('Unit tests')
  const { runUnitTests } = await import('./unit.mjs')
  add(await runUnitTests())
  runEndToEndTests(chromiumPath)
  printSlowest()
}
if (total.skipped > 0) {
  process.stdout.write(`${total.skipped} skipped: each says why above.\n`)
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed > 0 ? 1 : 0
