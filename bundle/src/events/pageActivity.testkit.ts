import type { TestContext } from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import type { PageRequest } from '../browser/requests.ts'
import { createObservable } from '../core/observable.ts'
import type { Timestamp } from '../core/time.ts'
import type { PageActivityDeps } from './pageActivity.ts'
import type { RawEvent } from './rawEvent.ts'

/** When the page begins; its clock then runs with the test's timers. */
export const ORIGIN = 1_764_000_000_000

/** A page that does what the test says: its timers, its mutations, its requests. */
export function activePage(t: TestContext, { readyState = 'complete' } = {}) {
  const page = fakePage(t, { readyState })
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: ORIGIN })
  const observers = new Set<() => void>()
  const before = globalThis.MutationObserver
  globalThis.MutationObserver = class {
    readonly #callback: () => void
    constructor(callback: MutationCallback) {
      this.#callback = () => callback([], this)
    }
    observe = () => observers.add(this.#callback)
    disconnect = () => observers.delete(this.#callback)
    takeRecords = () => []
  }
  t.after(() => {
    globalThis.MutationObserver = before
  })
  const now = () => Date.now() as Timestamp
  const rawEvents = createObservable<RawEvent>()
  const requests = createObservable<PageRequest>()
  const deps: PageActivityDeps = {
    rawEvents,
    requests,
    clock: { now, wall: now, at: (since) => (ORIGIN + since) as Timestamp, drift: () => 0 },
    isExcludedUrl: (url) => url.includes('/poll'),
  }
  return {
    ...page,
    deps,
    now,
    wait: (ms: number) => t.mock.timers.tick(ms),
    isObserved: () => observers.size > 0,
    mutate() {
      for (const callback of observers) {
        callback()
      }
    },
    /** @returns what ends it */
    request(name: string): () => void {
      const request: PageRequest = {
        initiatorType: 'fetch',
        method: 'GET',
        name,
        startTime: Date.now() - ORIGIN,
        endedAt: 0,
        status: 0,
        failure: undefined,
        trace: undefined,
      }
      requests.notify(request)
      return () => {
        request.endedAt = Date.now() - ORIGIN
        requests.notify(request)
      }
    },
    resource(url: string, startedAt: Timestamp = now()) {
      const fields = { resource_url: url }
      rawEvents.notify({ measurement: 'resource', startedAt, tags: {}, fields })
    },
    error() {
      rawEvents.notify({ measurement: 'error', startedAt: now(), tags: {}, fields: {} })
    },
  }
}
