import { NativeSet } from './natives.ts'
import type { Stop } from './stop.ts'

/** One kind of event. Observers are called in the order in which they subscribed. */
export interface Observable<T> {
  subscribe(observer: (value: T) => void): Stop
  notify(value: T): void
}

/** @param isMuted - an event that comes while it returns `true` reaches no observer */
export function createObservable<T>(isMuted?: () => boolean): Observable<T> {
  const observers = new NativeSet<(value: T) => void>()
  return {
    subscribe(observer) {
      observers.add(observer)
      return () => observers.delete(observer)
    },
    notify(value) {
      // A copy, so that observers added during the round wait for the next; removed ones are skipped.
      for (const observer of isMuted?.() ? [] : [...observers]) {
        if (observers.has(observer)) {
          observer(value)
        }
      }
    },
  }
}
