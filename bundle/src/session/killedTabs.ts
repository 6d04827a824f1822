import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import type { Stop } from '../core/stop.ts'
import { SECOND } from '../core/time.ts'
import type { SessionState } from './sessionState.ts'
import type { SharedState } from './sharedState.ts'
import { findKilled } from './visibleTab.ts'

/** Delay before the locks are queried: an earlier query could cut off a page that is just closing (docs/decisions/0052-killed-tabs-by-lock.md). */
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
  let hasBegun = false
  /** As this page found it, until it has looked for the tabs. */
  let found: SessionState = {}

  function look(manager: LockManager): Promise<boolean> {
    const { tabs = [], visit } = found
    found = {}
    return findKilled(manager, tabs).then((killed) => {
      if (killed.length > 0) {
        const areAll = killed.length === tabs.length
        shared.noteFirst({ type: 'killed', tabs: killed, visit: areAll ? visit : undefined })
      }
      return killed.length > 0
    })
  }

  return {
    prepare(manager) {
      if (hasBegun) {
        return undefined
      }
      hasBegun = true
      found = shared.stored()
      return clock.wall() >= Number(found.visit?.expire) ? look(manager) : undefined
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
