/** Undoes everything that a `start…` or `listen` did. A second call does nothing. */
export type Stop = () => void

/** Combines several stops and calls them in reverse order, so that the last start is undone first. */
export function stopAll(...stops: Stop[]): Stop {
  return () => {
    while (stops.length > 0) {
      stops.pop()?.()
    }
  }
}
