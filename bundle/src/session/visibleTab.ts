import { createUuid } from '../core/ids.ts'
import { NativeSet } from '../core/natives.ts'
import { toHash } from './sampling.ts'

const PREFIX = '_dfrum_tab_'

/** Keeps a lock that tells the other pages of the site that this one is alive and in view. */
export interface VisibleTab {
  /** Calls back when the lock is held, with the mark that is to be left in the storage: a new one each time. */
  show(onHeld: (mark: string) => void): void
  /**
   * A lock that is held keeps a page from being frozen, and out of the back/forward cache. It is given back when the
   * caller has returned, and has taken the mark away: a mark without a lock is that of a page that was killed.
   *
   * @returns the mark
   */
  hide(): string
}

/** Cookies know no port, locks do: a mark begins with whose locks it is to be looked for among. */
function originPart(): string {
  return toHash(location.origin).toString(36).slice(0, 3)
}

/** The browser takes the lock from a page that was killed; the page's mark in the storage stays. */
export function createVisibleTab(locks: LockManager): VisibleTab {
  let mark = ''
  let release: (() => void) | undefined
  return {
    show(onHeld) {
      if (!release) {
        mark = originPart() + createUuid().slice(0, 4)
        const mine = mark
        const untilHidden = new Promise<void>((resolve) => {
          release = resolve
        })
        locks
          .request(PREFIX + mine, () => {
            if (release && mark === mine) {
              onHeld(mine)
            }
            return untilHidden
          })
          .catch(() => {}) // denied to a sandboxed frame
      }
    },
    hide() {
      release?.()
      release = undefined
      return mark
    },
  }
}

/** Those of the marks whose tabs hold no lock any more. Marks of another origin are left alone. */
export function findKilled(
  locks: LockManager,
  marks: readonly string[] = [],
): Promise<readonly string[]> {
  const ours = marks.filter((mark) => mark.startsWith(originPart()))
  return ours.length > 0
    ? locks.query().then(({ held }) => {
        const alive = new NativeSet(held?.map(({ name }) => name))
        return ours.filter((mark) => !alive.has(PREFIX + mark))
      })
    : Promise.resolve(ours)
}
