let running = 0
let pending = 0

/**
 * Returns whether the SDK is running code of the page (a callback, a getter): what that reports is not collected, because
 * a callback that reports something for each event would be called for ever.
 *
 * @param isConsole - also while promises that callbacks have returned are pending: nobody can tell what runs meanwhile
 */
export function isSilent(isConsole?: boolean): boolean {
  return running + (isConsole ? pending : 0) > 0
}

/** Runs code of the page. */
export function silently<Result>(run: () => Result): Result {
  running++
  try {
    return run()
  } finally {
    running--
  }
}

/** Silences the console until `promise` is settled, and handles its rejection, which would be an error of the page. */
export function silenceConsole(promise: PromiseLike<unknown>): void {
  const end = () => {
    pending--
  }
  pending++
  promise.then(end, end)
}
