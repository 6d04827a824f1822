import type { ContextStorage } from '../events/contextStorage.ts'
import type { ContextStore } from '../events/contexts.ts'
import { createContextStore } from '../events/contexts.ts'
import type { Context } from '../events/rawEvent.ts'
import type { Options } from './options.ts'

/** The contexts that outlive a view, and, where the page asks for it, a reload. */
export interface StoredContexts {
  readonly user: ContextStore
  readonly globalContext: ContextStore
  /** Once the user has consented: adds what an earlier page has stored, and stores each change from now on. */
  keep(options: Options): void
  erase(options: Options): void
  /** Has a call see the contexts as they are now, whenever it runs. */
  bind(call: () => void): () => void
}

export function createStoredContexts(): StoredContexts {
  let storage: ContextStorage | undefined
  const save = () => storage?.write(user.peek(), globalContext.peek())
  const user = createContextStore(save)
  const globalContext = createContextStore(save)
  const stores = [user, globalContext]
  /** Replaces the contexts and returns those of before. */
  const swap = (contexts: readonly Context[]) =>
    stores.map((store, index) => {
      const before = store.get()
      store.set(contexts[index] as Context)
      return before
    })
  return {
    user,
    globalContext,
    // Values that this page has set win over stored ones. The stored user is replaced whole: it may be another person.
    keep({ contextStorage, storeContextsToLocal }) {
      if (storeContextsToLocal && !storage) {
        const stored = contextStorage.read()
        if (Object.keys(user.peek()).length === 0) {
          user.set(stored.user)
        }
        storage = contextStorage
        globalContext.set({ ...stored.global, ...globalContext.peek() })
      }
    },
    erase({ contextStorage }) {
      storage = undefined
      contextStorage.erase()
    },
    bind(call) {
      const bound = stores.map((store) => store.get())
      return () => {
        const latest = swap(bound)
        call()
        swap(latest)
      }
    },
  }
}
