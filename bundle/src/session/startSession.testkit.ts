import type { TestContext } from 'node:test'
import type { FakePage } from '../browser/fakePage.testkit.ts'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { createHexId } from '../core/ids.ts'
import type { Duration, Timestamp } from '../core/time.ts'
import type { SessionContext } from './session.ts'
import { fromStored } from './sessionCodec.ts'
import { createSessionRecord } from './sessionRecord.ts'
import { reportedSlot } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'
import type { SessionChange, SessionEngine } from './startSession.ts'
import { startSession } from './startSession.ts'

export const NOW = 1_764_000_000_000
export const SECOND = 1000
export const MINUTE = 60 * SECOND

/** A storage that tabs share, and what was written to it. */
export function memoryStorage() {
  const written: (string | undefined)[] = []
  let held: string | undefined
  const storage: SessionStorage = {
    key: '_dfrum_s2_test',
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
  readonly session: SessionEngine
  /** The user that the page has set. */
  readonly user: Record<string, unknown>
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
  const { session, changes, user } = startManager(t, storage)
  return {
    session,
    user,
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
  const user: Record<string, unknown> = {}
  const session = startSession({
    storage,
    clock: { now, wall: now, at: now, drift: () => 0 },
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
    getUser: () => user,
    isGranted: true,
    isCollected: () => true,
  })
  t.after(session.stop)
  const changes: SessionChange[] = []
  session.changes.subscribe(({ at, session: reported, isCorrection }) => {
    const { record: _, ...plain } = reported ?? {}
    changes.push({ at, session: reported && (plain as typeof reported), isCorrection })
  })
  return { session, changes, user }
}

/** Calls `startSession(1764000000000)`. */
export function startManual({ session }: Pick<Tab, 'session'>, context: SessionContext = {}): void {
  const now = () => Date.now() as Timestamp
  const clock = { now, wall: now, at: now, drift: () => 0 }
  const sid = createHexId(16)
  session.begin(createSessionRecord({ id: 1764000000000, sid, started: now() }, clock, context))
}
