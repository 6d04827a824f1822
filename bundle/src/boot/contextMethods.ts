import { guard } from '../core/guard.ts'
import { isObject } from '../core/isObject.ts'
import { report } from '../core/report.ts'
import type { ContextStore } from '../events/contexts.ts'
import type { DatafluxRum, RumContext } from './publicTypes.ts'

type ContextMethods = Pick<
  DatafluxRum,
  | 'setUser'
  | 'getUser'
  | 'setUserProperty'
  | 'removeUserProperty'
  | 'clearUser'
  | 'setGlobalContext'
  | 'getGlobalContext'
  | 'setGlobalContextProperty'
  | 'removeGlobalContextProperty'
  | 'clearGlobalContext'
>

/** The calls that fill the user and the global context. They work before `init` as after it. */
export function createContextMethods(stores: {
  readonly user: ContextStore
  readonly globalContext: ContextStore
  /** After the user was set, or told apart from others by a property. */
  readonly onUser: () => void
}): ContextMethods {
  const { user, globalContext, onUser } = stores
  return {
    setUser: guard((given) => {
      // `null` is how some SDKs forget the user.
      set('setUser', user, given ?? {})
      onUser()
    }),
    getUser: user.get,
    setUserProperty: guard((key, value) => {
      user.setProperty(key, value)
      onUser()
    }),
    removeUserProperty: guard(user.removeProperty),
    clearUser: () => user.set({}),
    setGlobalContext: guard((given) => set('setGlobalContext', globalContext, given)),
    getGlobalContext: globalContext.get,
    setGlobalContextProperty: guard(globalContext.setProperty),
    removeGlobalContextProperty: guard(globalContext.removeProperty),
    clearGlobalContext: () => globalContext.set({}),
  }
}

function set(call: string, store: ContextStore, given: RumContext): void {
  if (isObject(given)) {
    store.set(given)
  } else {
    report('warn', `${call} takes an object. This call is ignored.`)
  }
}
