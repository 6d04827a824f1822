import type { TestContext } from 'node:test'
import type { FakePage } from '../browser/fakePage.testkit.ts'
import { fakePage } from '../browser/fakePage.testkit.ts'
import type { Duration, Timestamp } from '../core/time.ts'
import type { SessionChange } from './reportedHistory.ts'
import { fromStored } from './sessionCodec.ts'
import type { SessionManager } from './sessionManager.ts'
import { startSessionManager } from './sessionManager.ts'
import { reportedSlot } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'

export const NOW = 1_764_000_000_000
export const SECOND = 1000
export const MINUTE = 60 * SECOND

/** A storage that tabs share, and what was written to it. */
export function memoryStorage() {
  const written: (string | undefined)[] = []
  let held: string | undefined
  const storage: SessionStorage = {
    read: () => held,
    write(value) {
      held = value
      written.push(value)
      return true
    },
    erase() {
      held = undefined
    },
  }
  return {
    storage,
    written,
    stored: () => fromStored(held),
    erase() {
      held = undefined
    },
  }
}

export interface Tab {
  readonly session: SessionManager
  readonly changes: SessionChange[]
  readonly page: FakePage
  id(): string | number | undefined
  /** Lets time pass, timers included. */
  wait(duration: number): void
  click(): void
}

/** A page whose clock and timers the test moves. */
export function startTab(t: TestContext, storage: SessionStorage): Tab {
  const page = fakePage(t)
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOW })
  const { session, changes } = startManager(t, storage)
  return {
    session,
    changes,
    page,
    id: () => reportedSlot(session.read())?.id,
    wait(duration) {
      // In two steps: without locks a page reads back what it wrote, and the fake clock would be past that.
      const readBack = Math.min(duration, 150)
      t.mock.timers.tick(readBack)
      t.mock.timers.tick(duration - readBack)
    },
    click: () => page.dispatch('pointerdown'),
  }
}

export function startManager(t: TestContext, storage: SessionStorage) {
  const now = () => Date.now() as Timestamp
  const session = startSessionManager({
    storage,
    clock: { now, wall: now, at: (time) => time as Timestamp },
    rules: {
      timeout: (15 * MINUTE) as Duration,
      maxDuration: (240 * MINUTE) as Duration,
      debugTimeout: (15 * MINUTE) as Duration,
      isAutomatic: true,
      restartAfterEnd: 'nextPage',
      resetOnUserChange: true,
    },
    locks: undefined,
    defaults: {},
    getUser: () => ({}),
    isGranted: true,
  })
  t.after(session.stop)
  const changes: SessionChange[] = []
  session.changes.subscribe((change) => changes.push(change))
  return { session, changes }
}
