import type { Tab } from '../engines/engine.ts'
import { toRecordingPage } from '../engines/loaderPage.ts'
import { SYNC_TAG } from '../loadingModes.ts'
import { pageClock } from './pageClock.ts'

/** A tab of an engine, or a page of Playwright. */
type Page = Pick<Tab, 'evaluate'>

export interface PageCode {
  /** Source code of the `init` call. */
  readonly initCall: string
  /** Code that runs before the SDK is loaded. */
  readonly before?: string
  /** Code that runs right after `init`. */
  readonly code?: string
  /** Seconds by which the page's time is ahead of real time. */
  readonly later?: number
}

/** Returns a page that loads the SDK by a synchronous tag; the test controls its clock and visibility. */
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

/** Calls an SDK method in the page and returns its result. */
export function ask(tab: Page, call: string): Promise<unknown> {
  return tab.evaluate(`DATAFLUX_RUM.${call}`)
}

/** Returns the session id that the SDK reports. */
export function idOf(tab: Page): Promise<unknown> {
  return ask(tab, 'getSessionId()')
}

/** Returns the id of the open health record. */
export function sidOf(tab: Page): Promise<unknown> {
  return tab.evaluate('(DATAFLUX_RUM.getSession() || {}).sid')
}

export function advance(tab: Page, seconds: number): Promise<unknown> {
  return tab.evaluate(`clock.advance(${seconds * 1000})`)
}

/** Simulates user activity, which extends a session or starts one. */
export function activity(tab: Page): Promise<unknown> {
  return tab.evaluate(`window.dispatchEvent(new Event('pointerdown')) && undefined`)
}

export function setVisibility(tab: Page, state: 'visible' | 'hidden'): Promise<unknown> {
  return tab.evaluate(`visibility.set('${state}')`)
}

/** Returns the session cookie, or `undefined` if it does not exist. */
export function storedIn(tab: Page): Promise<unknown> {
  return tab.evaluate(`(document.cookie.match(/_dfrum_s1=([^;]*)/) || [])[1]`)
}

/** Returns the SDK's warnings on the page's console. */
export async function warningsOf(tab: Page): Promise<string[]> {
  const heard = (await tab.evaluate('window.heard')) as string[]
  return heard.filter((line) => line.startsWith('warn: [DATAFLUX_RUM]'))
}
