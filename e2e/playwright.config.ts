import { defineConfig } from 'playwright/test'
import { CHROMIUM_ARGS } from './support/engines/chromiumArgs.ts'

/** The browser that `npm test` found; Playwright's own where it is installed. */
const executablePath = process.env['CHROMIUM_PATH']

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results/e2e',
  reporter: [
    ['list'],
    ['json', { outputFile: '../test-results/e2e.json' }],
    ['./support/timesReporter.ts'],
  ],
  forbidOnly: Boolean(process.env['CI']),
  retries: 0, // a flaky test is a defect
  workers: 2,
  // Conditions are waited for: a machine that is busy with something else may take its time.
  timeout: 90_000,
  expect: { timeout: 20_000, toPass: { intervals: [50, 100] } },
  projects: [
    { name: 'chromium' },
    // Scenarios of the loader, of delivery and of sessions run on every engine, each by `engines/test.ts`.
    ...['firefox', 'webkit'].map((name) => ({
      name,
      testMatch: ['loader*.e2e.ts', 'delivery*.e2e.ts', 'sessions*.e2e.ts'],
      testIgnore: ['sessionsChromium*.e2e.ts', 'deliveryChromium.e2e.ts'],
      grepInvert: /@one-engine/,
    })),
  ],
  use: {
    browserName: 'chromium',
    // Pictures and copies of the document take a fifth of a test's CPU time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: CHROMIUM_ARGS,
    },
  },
})
