import type { Point } from '../../protocol/point.ts'
import type { Collector } from './collector.ts'
import type { Tab } from './engines/engine.ts'
import type { Intake } from './intake.ts'
import { SYNC_TAG, toPage } from './loadingModes.ts'
import { expect } from './test.ts'

/** Returns a page with the SDK, and the page's own code after `init`. */
export function toRumPage(initCall: string, code = ''): string {
  return toPage(`${SYNC_TAG}<script>${initCall};${code}</script>`)
}

/** Returns statements that add actions with different names: `${prefix}0`, `${prefix}1` … */
export function addActions(count: number, prefix = 'a'): string {
  return `for (let i = 0; i < ${count}; i++) DATAFLUX_RUM.addAction('${prefix}' + i)`
}

export function names(count: number, prefix = 'a'): string[] {
  return Array.from({ length: count }, (_, index) => prefix + index)
}

/** Adds actions, then runs statements in the same task. */
export function act(tab: Pick<Tab, 'evaluate'>, count: number, statements = ''): Promise<unknown> {
  return tab.evaluate(`(() => { ${addActions(count)}; ${statements} })()`)
}

export function toActionName({ fields }: Point): string {
  return String(fields['action_name'])
}

/** Returns the names of the actions that the collector has acknowledged, each once. */
export function arrived(intake: Intake): string[] {
  return [...new Set(intake.points('action').map(toActionName))].sort()
}

/** Waits until the collector has acknowledged exactly the expected actions. */
export async function expectArrived(intake: Intake, expected: readonly string[]): Promise<void> {
  await expect.poll(() => arrived(intake).length, { timeout: 20_000 }).toBe(expected.length)
  expect(arrived(intake)).toEqual([...expected].sort())
}

/** Waits until the collector has stored the expected actions, each once. */
export async function expectStored(
  collector: Collector,
  appId: string,
  expected: readonly string[],
): Promise<void> {
  const read = async () => {
    const sessions = await collector.sessions(appId)
    const details = await Promise.all(
      sessions.map(({ session_id }) => collector.session(appId, session_id)),
    )
    return details
      .flatMap(({ events }) => events)
      .filter((event) => event.type === 'action')
      .map(({ action_name: name }) => name)
      .sort()
  }
  await expect.poll(read, { timeout: 15_000 }).toEqual([...expected].sort())
}

/** Waits for a request since the last call of `behave`. */
export async function untilAsked(intake: Intake): Promise<void> {
  await expect.poll(intake.requestsSince, { timeout: 10_000 }).toBeGreaterThan(0)
}

/**
 * Returns source code of a promise of the lines in the application's stored outbox. The code does not create the
 * database, because the SDK would find one without its store.
 */
export function storedLines(appId: string): string {
  return `(async () => {
    const opening = indexedDB.open('dataflux-rum:${appId}:')
    opening.onupgradeneeded = () => opening.transaction.abort()
    const database = await new Promise((resolve) => {
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => resolve()
    })
    if (!database) return []
    const all = database.transaction('records').objectStore('records').getAll()
    await new Promise((resolve) => (all.onsuccess = resolve))
    database.close()
    return all.result.flatMap(({ lines }) => lines)
  })()`
}
