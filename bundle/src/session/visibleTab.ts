const PREFIX = '_dfrum_tab_'

/** Keeps a lock that tells the other pages of the site that this one is alive and in view. */
export interface VisibleTab {
  /** Calls back when the lock is held. */
  show(onHeld: () => void): void
  /** A lock that is held keeps a page from being frozen, and out of the back/forward cache. */
  hide(): void
}

/** The browser takes the lock from a page that was killed; the page's mark in the storage stays. */
export function createVisibleTab(locks: LockManager, tab: string): VisibleTab {
  let release: (() => void) | undefined
  return {
    show(onHeld) {
      if (!release) {
        const untilHidden = new Promise<void>((resolve) => {
          release = resolve
        })
        const mine = release
        locks
          .request(PREFIX + tab, () => {
            if (release === mine) {
              onHeld()
            }
            return untilHidden
          })
          .catch(() => {}) // denied to a sandboxed frame
      }
    },
    hide() {
      release?.()
      release = undefined
    },
  }
}

/** Those of the tabs that left a mark and hold no lock. */
export async function findKilled(
  locks: LockManager,
  tabs: readonly string[],
): Promise<readonly string[]> {
  const { held } = await locks.query()
  const alive = new Set(held?.map(({ name }) => name))
  return tabs.filter((tab) => !alive.has(PREFIX + tab))
}
