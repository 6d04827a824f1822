export interface Hold {
  isOpen(): boolean
  /** Runs `call` at once if the hold is open, otherwise keeps it until then. */
  run(call: () => void): void
  /** Opens the hold and runs the kept calls in order. */
  open(): void
}

// A hold that is never opened must not fill the page's memory.
const LIMIT = 999

/** Creates a hold, which keeps calls until it is opened. It never closes again. */
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
