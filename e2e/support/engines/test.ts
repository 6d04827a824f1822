import { siteTest } from '../test.ts'
import type { Engine, EngineName, Profile, Tab } from './engine.ts'
import { startEngine } from './installed.ts'

export interface EngineFixtures {
  /** A fresh profile of the project's engine. */
  readonly profile: Profile
  /** A tab of that profile. */
  readonly tab: Tab
}

export interface EngineWorkerFixtures {
  readonly engine: Engine | undefined
}

/** Details of a test whose outcome no engine decides: it runs on Chromium only. */
export const ONE_ENGINE = { tag: '@one-engine' } as const

/** Test function for scenarios on every engine: each project of `e2e/playwright.config.ts` is one engine. */
export const test = siteTest.extend<EngineFixtures, EngineWorkerFixtures>({
  engine: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use, { project }) => {
      const engine = await startEngine(project.name as EngineName)
      await use(engine)
      await engine?.close()
    },
    { scope: 'worker' },
  ],
  profile: async ({ engine }, use, testInfo) => {
    if (!engine) {
      testInfo.skip(true, `${testInfo.project.name} is not on this machine`)
      return
    }
    const profile = await engine.openProfile()
    await use(profile)
    await profile.close()
  },
  tab: async ({ profile }, use) => {
    await use(await profile.openTab())
  },
})
