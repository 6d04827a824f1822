import { guard } from '../core/guard.ts'
import type { ContextStore } from '../events/contexts.ts'
import type { Context } from '../events/rawEvent.ts'
import type { Rum } from './startRum.ts'

export interface PendingCalls {
  add(run: (rum: Rum) => void): void
  /** Runs them in order, each with the contexts that were set when it was made. */
  run(rum: Rum): void
}

// As many as the loader keeps: a page that never calls `init` must not fill its own memory.
const LIMIT = 999

/** Calls that were made before `init`. */
export function createPendingCalls(stores: readonly ContextStore[]): PendingCalls {
  const calls: { run: (rum: Rum) => void; contexts: Context[] }[] = []
  const read = () => stores.map((store) => store.get())
  const write = (contexts: Context[]) => {
    stores.forEach((store, index) => {
      store.set(contexts[index] as Context)
    })
  }
  return {
    add(run) {
      if (calls.length < LIMIT) {
        calls.push({ run: guard(run), contexts: read() })
      }
    },
    run(rum) {
      const latest = read()
      for (const { run, contexts } of calls.splice(0)) {
        write(contexts)
        run(rum)
      }
      write(latest)
    },
  }
}
