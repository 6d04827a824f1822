import type { Stop } from './stop.ts'

/** One kind of event. Observers are called in the order in which they subscribed. */
export interface Observable<T> {
  subscribe(observer: (value: T) => void): Stop
  notify(value: T): void
}

/** @param accepts - an event for which it returns `false` reaches nobody */
export function createObservable<T>(accepts: (value: T) => boolean = () => true): Observable<T> {
  const observers = new Set<(value: T) => void>()
  return {
    subscribe(observer) {
      observers.add(observer)
      return () => observers.delete(observer)
    },
    notify(value) {
      // A copy: who subscribes during the round waits for the next, who leaves is spared.
      for (const observer of accepts(value) ? [...observers] : []) {
        if (observers.has(observer)) {
          observer(value)
        }
      }
    },
  }
}
