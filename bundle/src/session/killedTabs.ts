import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import type { Stop } from '../core/stop.ts'
import { SECOND } from '../core/time.ts'
import type { SessionState } from './sessionState.ts'
import type { SharedState } from './sharedState.ts'
import { findKilled } from './visibleTab.ts'

/** Whoever asks for a lock cuts off a page that is just leaving with it: docs/decisions/0052-killed-tabs-by-lock.md */
const LOOK_AFTER = 2 * SECOND

export interface KilledTabsDeps {
  readonly locks: LockManager | undefined
  readonly clock: Clock
  readonly shared: Pick<SharedState, 'stored' | 'noteFirst'>
  /** Some were killed: the tabs have to agree on what comes of it. */
  readonly settle: () => void
}

/** Looks for tabs that were killed while they were in view, and notes them. */
export interface KilledTabs {
  /** Before the tabs agree: whether one was killed comes before whether its session has expired since. */
  prepare(locks: LockManager): Promise<unknown> | undefined
  /** Looks once, when the pages that are only leaving have left. */
  lookLater(): void
  readonly stop: Stop
}

export function createKilledTabs({ locks, clock, shared, settle }: KilledTabsDeps): KilledTabs {
  let timer: Timer | undefined
  let found: SessionState | undefined // by this page, when it began

  async function look(manager: LockManager): Promise<boolean> {
    const { tabs = [], visit } = found as SessionState
    const killed = await findKilled(manager, tabs)
    if (killed.length > 0) {
      const areAll = killed.length === tabs.length
      shared.noteFirst({ type: 'killed', tabs: killed, visit: areAll ? visit : undefined })
    }
    return killed.length > 0
  }

  return {
    prepare(manager) {
      if (!found) {
        found = shared.stored()
        const { visit } = found
        return visit && clock.wall() >= visit.expire ? look(manager) : undefined
      }
      return undefined
    },
    lookLater() {
      timer ??= setTimer(
        () =>
          locks &&
          look(locks)
            .then((isFound) => isFound && settle())
            .catch(() => {}), // denied
        LOOK_AFTER,
      )
    },
    stop: () => clearTimeout(timer),
  }
}
