export interface Hold {
  isOpen(): boolean
  /** Runs it at once where it is open, else keeps it until then. */
  run(call: () => void): void
  /** Runs what was kept, in order. */
  open(): void
}

// Who never opens it must not fill the page's memory.
const LIMIT = 999

/** Keeps calls back until it is opened, once and for all. */
export function createHold(isOpen: boolean): Hold {
  const kept: (() => void)[] = []
  return {
    isOpen: () => isOpen,
    run(call) {
      if (isOpen) {
        call()
      } else if (kept.length < LIMIT) {
        kept.push(call)
      }
    },
    open() {
      isOpen = true
      for (const call of kept.splice(0)) {
        call()
      }
    },
  }
}
