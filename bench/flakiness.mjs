import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { buildOutdated, RUNNING_PARTS } from '../scripts/build/buildParts.mjs'

/**
 * `npm run bench:flakiness -- --runs 10 [Playwright's arguments]`: runs the end-to-end suite again and again while every
 * processor is kept busy with something else, and prints each run, its load, and the failures by test. A test that fails here
 * is a defect of the product or of the test: it takes what is merely likely for certain.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '10' },
    busy: { type: 'string', default: String(cpus().length) },
    grep: { type: 'string', short: 'g' },
    project: { type: 'string' },
  },
})
const RESULTS = 'test-results'

/** Computes without a pause, as a build next door would. */
const BUSY = 'for (let x = 0; ; x++) Math.sqrt(x)'

const say = (line) => process.stdout.write(`${line}\n`)

function* toTests({ suites = [], specs = [] }, titles = []) {
  for (const spec of specs) {
    for (const { projectName, status } of spec.tests) {
      yield { name: `[${projectName}] ${[...titles, spec.title].join(' › ')}`, status }
    }
  }
  for (const suite of suites) {
    yield* toTests(suite, [...titles, suite.title])
  }
}

async function runSuite(number) {
  const json = `${RESULTS}/flakiness-${number}.json`
  const selection = [
    ...positionals,
    ...(values.grep ? ['-g', values.grep] : []),
    ...(values.project ? [`--project=${values.project}`] : []),
  ]
  const startedAt = performance.now()
  const child = spawn(
    'npx',
    ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=json', ...selection],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: json },
    },
  )
  await once(child, 'exit')
  const report = JSON.parse(readFileSync(json, 'utf8'))
  return {
    minutes: (performance.now() - startedAt) / 60_000,
    load: loadavg()[0],
    tests: [...toTests(report)],
    errors: report.errors.length,
  }
}

mkdirSync(RESULTS, { recursive: true })
for (const line of await buildOutdated(RUNNING_PARTS)) {
  say(line)
}
const busy = Array.from({ length: Number(values.busy) }, () => new Worker(BUSY, { eval: true }))
const failures = new Map()
say('run   passed   failed   skipped   minutes     load')
for (let number = 1; number <= Number(values.runs); number++) {
  const { tests, minutes, load, errors } = await runSuite(number)
  const count = (status) => tests.filter((test) => test.status === status).length
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky')
  const cells = [
    count('expected'),
    failed.length + errors,
    count('skipped'),
    minutes.toFixed(1),
    load.toFixed(1),
  ]
  say(`${String(number).padStart(3)}${cells.map((cell) => String(cell).padStart(9)).join('')}`)
  for (const { name } of failed) {
    failures.set(name, (failures.get(name) ?? 0) + 1)
  }
}
await Promise.all(busy.map((worker) => worker.terminate()))
say(failures.size === 0 ? '\nNo test failed.' : '\nFailures by test:')
for (const [name, times] of [...failures].sort(([, a], [, b]) => b - a)) {
  say(`${String(times).padStart(3)} of ${values.runs}  ${name}`)
}
process.exitCode = failures.size === 0 ? 0 : 1
