/** Undoes all that a `start…` or `listen` did. A second call does nothing. */
export type Stop = () => void

/** Stops in reverse order, so that what was started last is undone first. */
export function stopAll(...stops: (Stop | undefined)[]): Stop {
  return () => {
    while (stops.length > 0) {
      stops.pop()?.()
    }
  }
}
