import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { SECOND } from '../core/time.ts'
import { SESSION_KEY } from './sessionStorage.ts'

export interface AgreementDeps {
  /** `undefined` where there are none: an insecure context, an old browser. */
  readonly locks: LockManager | undefined
  /** Collects what the first agreement needs. */
  readonly prepare: (locks: LockManager) => Promise<unknown> | undefined
  /** Reads, decides and writes: under the lock, nobody comes in between. */
  readonly write: () => void
  readonly settled: () => void
  /** For browsers without locks. `true`: this page had to write again, and must look at the result later. */
  readonly outvote: () => boolean
  /** `true`: the storage may be used. */
  readonly isGranted: () => boolean
  /** `true`: the page is about to close, and no answer would come in time. */
  readonly isLeaving: () => boolean
}

/** How the tabs of a browser come to share one session. */
export interface Agreement {
  /** `true`: the tabs have not agreed yet on the session that this page assumes. */
  isHeld(): boolean
  /**
   * @param hasProposal - a session began here of which the other tabs know nothing
   * @param assume - what this page makes of it meanwhile; all that comes of that is held back already
   */
  settle(hasProposal: boolean, assume?: () => void): void
  /** The user has consented: what was put off until then begins. */
  resume(hasProposal: boolean): void
  /** At once, without asking anybody: the page may be about to go. */
  commit(): void
  readonly stop: Stop
}

// By then every tab has seen what another one wrote (docs/browser-facts.md).
const READ_BACK_AFTER = 150
// A lock that does not answer must not keep the reports back. On a machine that is very busy it may take a second.
const MAX_WAIT = 3 * SECOND

export function createAgreement(deps: AgreementDeps): Agreement {
  const { locks, write, isGranted } = deps
  let isHeld = false
  let timer: Timer | undefined

  function commit(): void {
    clearTimeout(timer)
    write()
    isHeld = false
    deps.settled()
  }

  const answered = guard(() => {
    // A lock may answer late.
    if (isHeld) {
      commit()
    }
  })

  function ask(manager: LockManager): void {
    Promise.resolve(deps.prepare(manager))
      .then(() => manager.request(SESSION_KEY, answered))
      .catch(answered) // denied: a sandboxed frame
  }

  /** The session that began first stays, then the smaller id; the page that lost adopts it. */
  function readBack(): void {
    if (deps.outvote()) {
      timer = setTimer(readBack, READ_BACK_AFTER)
    } else {
      commit()
    }
  }

  function resume(hasProposal: boolean): void {
    if (!isGranted()) {
      return
    }
    if (deps.isLeaving() || !(locks || hasProposal)) {
      commit()
    } else if (locks) {
      timer = setTimer(answered, MAX_WAIT)
      ask(locks)
    } else {
      write()
      timer = setTimer(readBack, READ_BACK_AFTER)
    }
  }

  return {
    isHeld: () => isHeld,
    settle(hasProposal, assume) {
      const wasHeld = isHeld
      isHeld = true
      assume?.()
      if (!wasHeld) {
        resume(hasProposal)
      }
    },
    resume,
    commit() {
      if (isGranted()) {
        commit()
      }
    },
    stop: () => clearTimeout(timer),
  }
}
