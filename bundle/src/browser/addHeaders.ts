import { isObject } from '../core/isObject.ts'

export type HeaderList = readonly (readonly [name: string, value: string])[]

/** Tells a `Request` by its shape: one of another frame has another class. */
export function isRequest(input: unknown): input is Request {
  return isObject(input) && 'url' in input
}

/**
 * Adds headers to the arguments of a `fetch`, in the form in which the page gave its own; unless it has set one of them
 * itself, or the browser would leave them out. Throws where the page's arguments cannot be read, before it changes them.
 */
export function addHeaders(args: unknown[], headers: HeaderList): boolean {
  const [input, init] = args as [unknown, RequestInit?]
  const request = isRequest(input) ? input : undefined
  const given = init?.headers
  const all = new Headers(given ?? request?.headers)
  if ((init?.mode ?? request?.mode) === 'no-cors' || headers.some(([name]) => all.has(name))) {
    return false
  }
  if (request && !given) {
    // Not by a second argument: with one, the browser forgets the request's referrer.
    const copy = new Request(request)
    for (const [name, value] of headers) {
      copy.headers.set(name, value)
    }
    args[0] = copy
    return true
  }
  for (const [name, value] of headers) {
    all.set(name, value)
  }
  args[1] = overlay(
    Object(init ?? {}),
    given && Symbol.iterator in given ? all : { ...given, ...Object.fromEntries(headers) },
  )
  return true
}

/**
 * Returns an object that answers `headers` and passes all else on to `init`, which may have getters, members that cannot
 * be listed, or be a `Request` or a proxy. What is written to it stays in it.
 */
function overlay(init: object, headers: unknown): object {
  const find = (own: object, key: PropertyKey) => (key in own ? own : init)
  return new Proxy(
    { headers },
    {
      get: (own, key) => Reflect.get(find(own, key), key),
      set: (own, key, value) => Reflect.set(own, key, value),
      has: (own, key) => key in find(own, key),
      ownKeys: (own) => [...new Set([...Reflect.ownKeys(own), ...Reflect.ownKeys(init)])],
      getOwnPropertyDescriptor(own, key) {
        const found = Reflect.getOwnPropertyDescriptor(find(own, key), key)
        // The browser wants it so of what is not the proxy's own.
        return found && { ...found, configurable: true }
      },
    },
  )
}
