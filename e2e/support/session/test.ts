import type { Tab } from '../engines/engine.ts'
import { test as engineTest } from '../engines/test.ts'
import { expect } from '../test.ts'
import type { PageCode } from './page.ts'
import { toSessionPage } from './page.ts'
import { expectSound } from './sent.ts'

export interface Visit extends Omit<PageCode, 'initCall'> {
  /** Options of `init`, merged into those of the test's application. */
  readonly options?: Readonly<Record<string, unknown>>
  readonly path?: string
}

interface SessionFixtures {
  /** Loads a page with the SDK in this tab, by a synchronous tag; the test controls its clock. */
  readonly visit: (tab: Tab, visit?: Visit) => Promise<void>
  /** Leaves the page for an empty one, which sends all waiting events. */
  readonly leave: (tab: Tab) => Promise<void>
}

/** Test function for session scenarios on every engine. Checks the invariants of everything that they send. */
export const test = engineTest.extend<SessionFixtures>({
  visit: async ({ site, initCall, intake }, use) => {
    const visited = new Set<Tab>()
    await use(async (tab, { options, path = '/page', ...code } = {}) => {
      visited.add(tab)
      await tab.goto(site.page(path, toSessionPage({ ...code, initCall: initCall(options) })))
    })
    for (const tab of visited) {
      await expectNoFailures(tab)
    }
    expectSound(intake)
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  leave: async ({}, use) => {
    await use(async (tab) => {
      await expectNoFailures(tab)
      await tab.goto('about:blank')
    })
  },
})

export { expect }

/** Expects that the SDK has caught no exception of its own. */
async function expectNoFailures(tab: Tab): Promise<void> {
  const heard = (await tab.evaluate('window.heard || []').catch(() => [])) as string[] // a closed tab
  expect(heard.filter((line) => line.includes('[DATAFLUX_RUM] internal'))).toEqual([])
}
