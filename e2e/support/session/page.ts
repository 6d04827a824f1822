import type { Tab } from '../engines/engine.ts'
import { toRecordingPage } from '../engines/loaderPage.ts'
import { SYNC_TAG } from '../loadingModes.ts'
import { pageClock } from './pageClock.ts'

/** A tab of an engine, or a page of Playwright. */
type Page = Pick<Tab, 'evaluate'>

export interface PageCode {
  /** Source of a call of `init`. */
  readonly initCall: string
  /** Code that runs before the SDK is there. */
  readonly before?: string
  /** Code that follows `init` at once. */
  readonly code?: string
  /** By how many seconds the page's time is ahead of the world's. */
  readonly later?: number
}

/** A page with the SDK, by a synchronous tag; its clock and its visibility are the test's. */
export function toSessionPage(
  { initCall, before = '', code = '', later = 0 }: PageCode,
  body = '<button>Buy</button>',
): string {
  return toRecordingPage(
    `<script>${pageClock(later * 1000)};${before}</script>
     ${SYNC_TAG}
     <script>${initCall};${code}</script>`,
    body,
  )
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export const SID = /^[0-9a-f]{32}$/

/** The value of a method of the SDK in that page. */
export function ask(tab: Page, call: string): Promise<unknown> {
  return tab.evaluate(`DATAFLUX_RUM.${call}`)
}

/** The id that the SDK says is reported. */
export function idOf(tab: Page): Promise<unknown> {
  return ask(tab, 'getSessionId()')
}

/** The live record's id. */
export function sidOf(tab: Page): Promise<unknown> {
  return tab.evaluate('(DATAFLUX_RUM.getSession() || {}).sid')
}

export function advance(tab: Page, seconds: number): Promise<unknown> {
  return tab.evaluate(`clock.advance(${seconds * 1000})`)
}

/** What a user does: extends a session, or starts one. */
export function activity(tab: Page): Promise<unknown> {
  return tab.evaluate(`window.dispatchEvent(new Event('pointerdown')) && undefined`)
}

export function setVisibility(tab: Page, state: 'visible' | 'hidden'): Promise<unknown> {
  return tab.evaluate(`visibility.set('${state}')`)
}

/** The cookie of the session; `undefined` where there is none. */
export function storedIn(tab: Page): Promise<unknown> {
  return tab.evaluate(`(document.cookie.match(/_dfrum_s2_\\w+=([^;]*)/) || [])[1]`)
}

/** What the SDK has told the page's developer. */
export async function warningsOf(tab: Page): Promise<string[]> {
  const heard = (await tab.evaluate('window.heard')) as string[]
  return heard.filter((line) => line.startsWith('warn: [DATAFLUX_RUM]'))
}
