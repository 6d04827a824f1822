import type { Stop } from '../core/stop.ts'

// biome-ignore lint/suspicious/noExplicitAny: methods of any shape
type Method = (...args: any[]) => any

/**
 * Puts `around` at a method's place: it gets a call of the original that may throw, what the method was called
 * on and with what, and returns what the page is to get. The page still sees the original's length, name and own properties.
 * Where the page has frozen the object, nothing changes.
 */
export function patch<Name extends string>(
  target: Partial<Record<Name, unknown>>,
  name: Name,
  around: (original: () => unknown, self: unknown, args: unknown[]) => unknown,
): Stop {
  const original = target[name] as Method | undefined
  if (!original) {
    return () => {}
  }
  let active = true
  const patched: Method = Object.defineProperties(function (this: unknown, ...args: unknown[]) {
    const call = () => Reflect.apply(original, this, args)
    return active ? around(call, this, args) : call()
  }, Object.getOwnPropertyDescriptors(original))
  Reflect.set(target, name, patched) // unlike an assignment, it does not throw
  return () => {
    active = false
    // Somebody may have patched on top of us: then ours stays in the chain, inert.
    if (target[name] === patched) {
      target[name] = original
    }
  }
}
