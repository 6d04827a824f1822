import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import type { Stop } from '../core/stop.ts'
import { SECOND } from '../core/time.ts'
import { fromStored } from './sessionCodec.ts'
import type { SessionEvent, SessionState } from './sessionState.ts'
import { findKilled } from './visibleTab.ts'

/** A lock request cuts off a page that is just unloading with the lock: docs/decisions/0052-killed-tabs-by-lock.md */
const LOOK_AFTER = 2 * SECOND

export interface KilledTabsDeps {
  readonly locks: LockManager | undefined
  readonly clock: Clock
  readonly dispatch: (event: SessionEvent) => void
}

/** Looks for tabs that were killed while they were visible. */
export interface KilledTabs {
  /** Before the first agreement: a killed tab comes before the expiry of its session. */
  prepare(locks: LockManager, stored: string | undefined): Promise<void> | undefined
  /** Looks once, when the pages that are only unloading are gone. */
  lookLater(): void
  readonly stop: Stop
}

export function createKilledTabs({ locks, clock, dispatch }: KilledTabsDeps): KilledTabs {
  let timer: Timer | undefined
  /** The stored state as this page found it; empty after the look. */
  let found: SessionState | undefined

  async function look(manager: LockManager): Promise<void> {
    const { tabs = [], base } = found ?? {}
    found = {}
    const killed = await findKilled(manager, tabs)
    if (killed.length > 0) {
      const areAll = killed.length === tabs.length
      dispatch({ type: 'killed', tabs: killed, base: areAll ? base : undefined })
    }
  }

  return {
    prepare(manager, stored) {
      if (found) {
        return undefined
      }
      found = fromStored(stored)
      return clock.wall() >= Number(found.base?.expire) ? look(manager) : undefined
    },
    lookLater() {
      timer ??= setTimer(() => locks && look(locks).catch(() => {}), LOOK_AFTER) // denied
    },
    stop: () => clearTimeout(timer),
  }
}
