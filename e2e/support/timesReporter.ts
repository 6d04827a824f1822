import { mkdirSync, writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestResult, TestStep } from 'playwright/types/testReporter'

/** Seconds of the tests of one file on one engine. */
interface FileTimes {
  tests: number
  seconds: number
  /** Part of `seconds` before and after the bodies of the tests: fixtures and hooks. */
  setup: number
}

const OUTPUT = 'test-results/e2e-times.json'
const SHOWN = 20

const isHook = ({ category }: TestStep): boolean => category === 'hook'

/** Prints the files that take longest, with the share of their fixtures, and writes all of them to a file. */
class TimesReporter implements Reporter {
  readonly #files = new Map<string, FileTimes>()
  readonly #startedAt = performance.now()

  onTestEnd(test: TestCase, { startTime, steps }: TestResult): void {
    const [, project = '', file = ''] = test.titlePath()
    const key = `[${project}] ${file}`
    const times = this.#files.get(key) ?? { tests: 0, seconds: 0, setup: 0 }
    times.tests++
    times.seconds += (Date.now() - startTime.getTime()) / 1000 // `duration` leaves out a part of the fixtures
    times.setup += steps.filter(isHook).reduce((sum, step) => sum + step.duration / 1000, 0)
    this.#files.set(key, times)
  }

  onEnd(): void {
    const files = [...this.#files].sort(([, a], [, b]) => b.seconds - a.seconds)
    if (files.length === 0) {
      return // tests are listed, not run
    }
    mkdirSync('test-results', { recursive: true })
    writeFileSync(OUTPUT, JSON.stringify(Object.fromEntries(files), null, 2))
    const minutes = (performance.now() - this.#startedAt) / 60_000
    process.stdout.write(`\nThe files that take longest, of ${minutes.toFixed(1)} min:\n`)
    process.stdout.write('seconds   setup   tests\n')
    const total: FileTimes = { tests: 0, seconds: 0, setup: 0 }
    for (const [index, [name, { tests, seconds, setup }]] of files.entries()) {
      total.tests += tests
      total.seconds += seconds
      total.setup += setup
      if (index < SHOWN) {
        process.stdout.write(`${toRow({ tests, seconds, setup })}  ${name}\n`)
      }
    }
    process.stdout.write(`${toRow(total)}  all\n`)
  }
}

function toRow({ tests, seconds, setup }: FileTimes): string {
  return [seconds.toFixed(1), setup.toFixed(1), String(tests)]
    .map((cell) => cell.padStart(7))
    .join(' ')
}

// biome-ignore lint/style/noDefaultExport: Playwright imports a reporter by its default export
export default TimesReporter
