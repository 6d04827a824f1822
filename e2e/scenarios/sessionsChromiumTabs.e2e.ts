import type { BrowserContext, Page } from 'playwright/test'
import { idOf, storedIn, toSessionPage } from '../support/session/page.ts'
import { expectSound } from '../support/session/sent.ts'
import { expect, test } from '../support/test.ts'

const TABS = 4
const ROUNDS = 25
const WITHOUT_LOCKS = `Object.defineProperty(navigator, 'locks', { value: undefined })`

/** Four tabs whose session has expired see their user at the same moment: renews it, and tells of it, in each. */
async function renewAtOnce(pages: readonly Page[], round: number): Promise<void> {
  // First all: a tab whose clock is behind another's takes that one's session for one out of the future.
  await Promise.all(pages.map((page) => page.evaluate('clock.sleep(901000)')))
  const at = Number(await pages[0]?.evaluate('Date.now()')) + 200
  await Promise.all(
    pages.map((page, tab) =>
      page.evaluate(`(function () {
        while (Date.now() < ${at}) {}
        window.dispatchEvent(new Event('pointerdown'))
        DATAFLUX_RUM.addAction('${round}/${tab}')
      })()`),
    ),
  )
}

async function openTabs(context: BrowserContext, url: string): Promise<Page[]> {
  const pages: Page[] = []
  for (let tab = 0; tab < TABS; tab++) {
    const page = await context.newPage()
    await page.goto(url)
    pages.push(page)
  }
  return pages
}

/** Waits until no tab waits for the lock of the sessions: it is granted in the order of the questions. */
async function untilLockIsFree(pages: readonly Page[]): Promise<void> {
  await Promise.all(
    pages.map((page) =>
      page.evaluate(`navigator.locks && navigator.locks.request('_dfrum_s1', () => {})`),
    ),
  )
}

/**
 * Waits until all tabs say the same id, which is the stored one, and none is still waiting for the lock: a tab that waits says
 * what is stored, and would be asked to sleep through its session before it has agreed to it.
 */
async function untilAgreed(pages: readonly Page[], before: unknown): Promise<unknown> {
  await expect
    .poll(async () => {
      const ids = await Promise.all(pages.map(idOf))
      const stored = String(await storedIn(pages[0] as Page))
      return new Set(ids).size === 1 && ids[0] !== before && stored.includes(String(ids[0]))
    })
    .toBe(true)
  await untilLockIsFree(pages)
  return idOf(pages[0] as Page)
}

/** In how many rounds the actions of the four tabs have more than one id. */
function roundsWithTwoIds(idsOfRounds: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...idsOfRounds.values()].filter((ids) => ids.size > 1).length
}

for (const [how, before] of [
  ['with locks', ''],
  ['without locks', WITHOUT_LOCKS],
] as const) {
  test(`four tabs that renew at the same moment, 25 rounds, ${how}: ${before ? 'how often' : 'never'} two ids`, async ({
    context,
    site,
    intake,
    initCall,
  }, testInfo) => {
    test.setTimeout(90_000)
    const url = site.page('/race', toSessionPage({ initCall: initCall(), before }))
    const pages = await openTabs(context, url)
    let id = await untilAgreed(pages, undefined)
    for (let round = 0; round < ROUNDS; round++) {
      await renewAtOnce(pages, round)
      id = await untilAgreed(pages, id)
    }
    for (const page of pages) {
      await page.evaluate('clock.advance(4000)')
    }
    await expect.poll(() => intake.points('action').length, { timeout: 15_000 }).toBe(TABS * ROUNDS)

    const ids = new Map<string, Set<string>>()
    for (const { fields, tags } of intake.points('action')) {
      const round = String(fields['action_name']).split('/')[0] as string
      ids.set(round, (ids.get(round) ?? new Set()).add(tags['session_id'] ?? 'none'))
    }
    const figure = `${how}: events under two ids in ${roundsWithTwoIds(ids)} of ${ROUNDS} rounds`
    testInfo.annotations.push({ type: 'race', description: figure })
    process.stdout.write(`${figure}\n`)
    if (!before) {
      expect(roundsWithTwoIds(ids)).toBe(0)
      expect(new Set(intake.points('action').map(({ tags }) => tags['session_id'])).size).toBe(
        ROUNDS,
      )
      expectSound(intake)
    }
  })
}
