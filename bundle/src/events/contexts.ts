import { isObject } from '../core/isObject.ts'
import { toJson } from '../core/json.ts'
import type { Provider } from './assembly.ts'
import type { Context } from './rawEvent.ts'

/** A set of attributes that the page fills: the global context, or the user. */
export interface ContextStore {
  /** Replaces all of it. A copy is kept: what the page changes later in its object changes nothing here. */
  set(context: Context): void
  setProperty(key: string, value: unknown): void
  removeProperty(key: string): void
  /** A copy. */
  get(): Context
  /** Returns the held context itself, without a copy, because each event asks for it. The caller must not change it. */
  peek(): Context
}

export function createContextStore(onChange?: () => void): ContextStore {
  let held: Context = {}
  function hold(context: Context): void {
    held = context
    onChange?.()
  }
  return {
    set: (context) => hold(copyContext(context)),
    setProperty: (key, value) => hold({ ...held, ...copyContext({ [key]: value }) }),
    removeProperty(key) {
      const { [key]: _, ...rest } = held
      hold(rest)
    },
    get: () => copyContext(held),
    peek: () => held,
  }
}

/** Copies a context. A value that is not an object gives an empty one. */
export function copyContext(context: unknown): Context {
  const copied: unknown = JSON.parse(toJson(context) ?? '0')
  return isObject(copied) ? copied : {}
}

/** The global context as fields of every event. */
export function createGlobalContextProvider(globalContext: ContextStore): Provider {
  return () => ({ context: globalContext.peek() })
}

/** The user's id, name and email as tags, and whatever else the page says of them as fields. */
export function createUserProvider(user: ContextStore): Provider {
  return () => {
    const { id, name, email, ...context } = user.peek()
    const userid = toText(id)
    return {
      tags: {
        userid,
        user_name: toText(name),
        user_email: toText(email),
        is_signin: userid ? 'T' : 'F',
      },
      fields: { is_login: Boolean(userid) },
      context,
    }
  }
}

/** An empty tag is left out of the line. */
function toText(value: unknown): string {
  return String(value ?? '')
}
