import { cutUrls } from '../core/cutUrls.ts'
import { guard } from '../core/guard.ts'
import { isObject } from '../core/isObject.ts'
import { performance } from '../core/natives.ts'
import { parseUrl } from '../core/parseUrl.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'
import { patch } from './patch.ts'

type Failure = 'aborted' | 'failed'

const FAILURES: Record<string, Failure> = { abort: 'aborted', error: 'failed', timeout: 'failed' }
const CHANGE = 'readystatechange'

/** A `fetch` or an XHR of the page's. Times are those of `performance.now()`. */
export interface PageRequest {
  readonly initiatorType: 'fetch' | 'xmlhttprequest'
  readonly method: string
  /** As a timing entry names it: absolute, without the hash; a `data:` or `blob:` URL is cut to its type. */
  readonly name: string
  readonly startTime: number
  /** 0 until it ends: a `fetch` with the headers, an XHR with the body. */
  endedAt: number
  status: number
  failure: Failure | undefined
  /** Ids of its trace. */
  trace: TraceTags | undefined
}

export interface TraceTags {
  readonly trace_id?: string
  readonly span_id?: string
}

/** Headers to add to a request, and the tags of its event. */
export interface RequestTrace {
  readonly headers: Readonly<Record<string, string>>
  readonly tags: TraceTags
}

type HeaderList = [name: string, value: string][]

/** An XHR between `open` and `send`. */
interface OpenedXhr {
  readonly method: unknown
  readonly url: unknown
  /** Names of the headers that the page has set, in lower case. */
  readonly names: string[]
}

/**
 * Calls back as each request of the page begins and, with the same object, as it ends.
 *
 * @param toTrace - asked for each: where it gives headers, they are added to those of the page
 */
export function trackRequests(
  callback: (request: PageRequest) => void,
  toTrace?: (request: PageRequest) => RequestTrace | undefined,
): Stop {
  const begin = guard(
    (initiatorType: PageRequest['initiatorType'], url: unknown, method: unknown) => {
      const parsed = parseUrl(url)
      if (!parsed) {
        return undefined // the page will be told
      }
      const { href, hash } = parsed
      const request: PageRequest = {
        initiatorType,
        method: String(method ?? 'GET').toUpperCase(),
        name: cutUrls(href.slice(0, href.length - hash.length)),
        startTime: performance.now(),
        endedAt: 0,
        status: 0,
        failure: undefined,
        trace: undefined,
      }
      callback(request)
      return request
    },
  )

  const end = guard((request: PageRequest | undefined, status: number, failure?: Failure) => {
    if (request && !request.endedAt) {
      callback(Object.assign(request, { endedAt: performance.now(), status, failure }))
    }
  })

  const trace = guard(
    (request: PageRequest | undefined, inject: (headers: HeaderList) => boolean) => {
      const found = request && toTrace?.(request)
      // Throws for what can be no header, before the request is touched.
      if (found && inject([...new Headers(found.headers)])) {
        request.trace = found.tags
      }
    },
  )

  const beginFetch = guard((args: unknown[]) => {
    const [input, init] = args as [unknown, RequestInit?]
    const given = (isRequest(input) ? input : { url: input }) as Partial<Request>
    const signal = init?.signal ?? given.signal
    // A browser rejects a call without arguments, so it is no request.
    const request = args.length
      ? begin('fetch', given.url, init?.method ?? given.method)
      : undefined
    trace(request, (headers) => addHeaders(args, headers))
    return { request, isAborted: () => signal?.aborted }
  })

  const opened = new WeakMap<object, OpenedXhr>()
  /** Told of an event of an XHR that was sent. A request that has ended ignores it. */
  const followers = new WeakMap<object, (type: string) => void>()

  const beginXhr = guard((xhr: XMLHttpRequest) => {
    const { method, url, names } = opened.get(xhr) as OpenedXhr
    opened.delete(xhr)
    const request = begin('xmlhttprequest', url, method)
    trace(request, (headers) => {
      const isFree = headers.every(([name]) => !names.includes(name))
      for (const [name, value] of isFree ? headers : []) {
        xhr.setRequestHeader(name, value)
      }
      return isFree
    })
    const follow = (type: string) => {
      // The answer is there before `load`, whose handler in the page may come first and reuse the object.
      if (type !== CHANGE || (xhr.readyState === 4 && xhr.status)) {
        unlisten()
        end(request, xhr.status, FAILURES[type])
      }
    }
    const unlisten = listen(xhr, [CHANGE, 'load', 'error', 'timeout', 'abort'], ({ type }) =>
      follow(type),
    )
    followers.set(xhr, follow)
    return follow
  })

  return stopAll(
    patch(window, 'fetch', (original, _, args) => {
      const begun = beginFetch(args)
      // The page gets what comes after us: with a handler on the promise itself, the browser would no longer
      // tell of a rejection that the page does not handle.
      const answer = original() as Promise<Response> | undefined
      // A stand-in of the page's may return anything.
      const passedOn = answer?.then?.(
        (response) => {
          end(begun?.request, response.status)
          return response
        },
        (thrown) => {
          end(begun?.request, 0, begun?.isAborted() ? 'aborted' : 'failed')
          throw thrown
        },
      )
      if (passedOn) {
        // A wrapper of the page may have put members on its promise, such as a function that aborts.
        guard(Object.assign)(passedOn, answer)
      }
      return passedOn ?? answer
    }),
    ...['open', 'abort'].map((name) =>
      patch(XMLHttpRequest.prototype as object, name, (original, xhr, [method, url]) => {
        followers.get(xhr as object)?.(CHANGE)
        original()
        // A request that is opened again while it runs ends without a browser event.
        followers.get(xhr as object)?.('abort')
        if (method) {
          opened.set(xhr as object, { method, url, names: [] })
        }
      }),
    ),
    patch(XMLHttpRequest.prototype, 'setRequestHeader', (original, xhr, [name]) => {
      original()
      opened.get(xhr as object)?.names.push(String(name).toLowerCase())
    }),
    patch(XMLHttpRequest.prototype, 'send', (original, xhr) => {
      // A second `send` is an error of the page's, and no request.
      const fail = opened.has(xhr as object) ? beginXhr(xhr as XMLHttpRequest) : undefined
      try {
        original()
      } catch (thrown) {
        fail?.('error') // a synchronous one, which has no events then
        throw thrown
      }
    }),
  )
}

/** By shape: one of another frame has another `Request`. */
function isRequest(input: unknown): input is Request {
  return isObject(input) && 'url' in input
}

/**
 * Adds headers to the arguments of a `fetch`, in the form in which the page gave its own; unless it has set one of them
 * itself, or the browser would leave them out.
 */
function addHeaders(args: unknown[], headers: HeaderList): boolean {
  const [input, init] = args as [unknown, RequestInit?]
  const request = isRequest(input) ? input : undefined
  const given = init?.headers
  const all = new Headers(given ?? request?.headers)
  if (
    request?.bodyUsed || // refused by the browser
    (init?.mode ?? request?.mode) === 'no-cors' ||
    headers.some(([name]) => all.has(name))
  ) {
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
  const own: Record<PropertyKey, unknown> = {
    ...init,
    headers: given && Symbol.iterator in given ? all : { ...given, ...Object.fromEntries(headers) },
  }
  // The rest is read from the page's object: getters of a class, members that cannot be listed, a `Request`.
  args[1] = new Proxy(own, {
    get: (_, key) => (key in own ? own[key] : init?.[key as keyof RequestInit]),
  })
  return true
}
