import { test as base } from 'playwright/test'
import type { Collector } from './collector.ts'
import { startCollector } from './collector.ts'
import type { Intake } from './intake.ts'
import { startIntake } from './intake.ts'
import type { Site } from './site.ts'
import { startSite } from './site.ts'

export interface TestFixtures {
  readonly site: Site
  readonly intake: Intake
  /** Application id of this test only, because the collector is shared. */
  readonly appId: string
  /** Returns source code of an `init` call for this application and intake; `more` is merged into its options. */
  readonly initCall: (more?: Record<string, unknown>) => string
}

export interface PageFixtures {
  /** Exceptions that the SDK has caught in its own code. The test fails unless it removes them. */
  readonly internalFailures: string[]
}

export interface WorkerFixtures {
  readonly collector: Collector
}

let serial = 0

/** All fixtures without a browser: `engines/test.ts` adds one that Playwright does not drive. */
export const siteTest = base.extend<TestFixtures, WorkerFixtures>({
  collector: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const collector = await startCollector()
      await use(collector)
      await collector.stop()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  site: async ({}, use) => {
    const site = await startSite()
    await use(site)
    await site.stop()
  },
  intake: async ({ collector }, use) => {
    const intake = await startIntake(collector.url)
    await use(intake)
    await intake.stop()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  appId: async ({}, use, { workerIndex }) => {
    serial++
    await use(`app_${workerIndex}_${serial}`)
  },
  initCall: async ({ appId, intake }, use) => {
    await use((more = {}) => {
      const options = {
        applicationId: appId,
        datakitOrigin: intake.url,
        env: 'test',
        version: '1.2.3',
        service: 'site',
        trackUserInteractions: true,
        ...more,
      }
      return `DATAFLUX_RUM.init(${JSON.stringify(options)})`
    })
  },
})

export const test = siteTest.extend<PageFixtures>({
  internalFailures: [
    async ({ page }, use) => {
      const failures: string[] = []
      page.on('console', (message) => {
        if (message.text().includes('[DATAFLUX_RUM] internal')) {
          failures.push(message.text())
        }
      })
      await use(failures)
      expect(failures).toEqual([])
    },
    { auto: true },
  ],
})

/** Playwright's own pauses grow to a second, which most of these tests would wait for once or twice. */
const POLL_EVERY = { intervals: [50, 100] }

/** The assertions of Playwright, whose `poll` looks ten times a second. */
export const expect: typeof test.expect = new Proxy(test.expect, {
  get: (target, name) =>
    name === 'poll'
      ? (actual: () => unknown, options?: object) =>
          target.poll(actual, { ...POLL_EVERY, ...options })
      : Reflect.get(target, name),
})
