import { isObject } from '../core/isObject.ts'
import { toJson } from '../core/json.ts'
import type { Provider } from './assembly.ts'
import type { Context, Contribution } from './rawEvent.ts'

/** A set of attributes that the page fills: the global context, or the user. */
export interface ContextStore {
  /** Replaces all of it. A copy is kept: what the page changes later in its object changes nothing here. */
  set(context: Context): void
  setProperty(key: string, value: unknown): void
  removeProperty(key: string): void
  /** A copy. */
  get(): Context
  /** What is held, for those who do not change it: it is asked for with every event. */
  peek(): Context
}

export function createContextStore(onChange: () => void = () => {}): ContextStore {
  let held: Context = {}
  function hold(context: Context): void {
    held = context
    onChange()
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

/** Of anything a page may give in an object's place, nothing. */
export function copyContext(context: unknown): Context {
  const copied: unknown = JSON.parse(toJson(context) ?? '0')
  return isObject(copied) ? copied : {}
}

/** The global context as fields of every event. */
export function createGlobalContextProvider(globalContext: ContextStore): Provider {
  return () => ({ context: globalContext.peek() })
}

/** The page's user, on every event. */
export function createUserProvider(user: ContextStore): Provider {
  return () => toUserContribution(user.peek())
}

/** Returns the user's id, name and email as tags, and their other properties as fields. */
export function toUserContribution({ id, name, email, ...context }: Context): Contribution {
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

/** Identifies a user: by id, else by email. Empty: unknown. */
export function toUserKey({ id, email }: Context): string {
  return toText(id || email)
}

/** An empty tag is left out of the line. */
function toText(value: unknown): string {
  return String(value ?? '')
}
