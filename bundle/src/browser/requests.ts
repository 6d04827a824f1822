import { attempt } from '../core/attempt.ts'
import { cutUrl } from '../core/cutUrl.ts'
import { guard } from '../core/guard.ts'
import { parseUrl } from '../core/parseUrl.ts'
import { isSilent } from '../core/silence.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { HeaderList } from './addHeaders.ts'
import { addHeaders, isRequest } from './addHeaders.ts'
import { listen } from './listen.ts'
import { patch } from './patch.ts'

type Failure = 'aborted' | 'failed'

const FAILURES: Record<string, Failure> = { abort: 'aborted', error: 'failed', timeout: 'failed' }

/** A `fetch` or an XHR of the page's. Times are those of `performance.now()`. */
export interface PageRequest {
  readonly initiatorType: 'fetch' | 'xmlhttprequest'
  readonly method: string
  /** As a timing entry names it: absolute, without the hash; a `data:` or `blob:` URL is cut to its type. */
  readonly name: string
  /** Made by a callback that the SDK has called: not to be collected. */
  readonly isHidden: boolean
  readonly startTime: number
  /** 0 until it ends: a `fetch` with the headers, an XHR with the body. */
  endedAt: number
  status: number
  failure: Failure | undefined
  /** Under which it is traced. */
  trace: TraceTags | undefined
}

export interface TraceTags {
  readonly trace_id?: string
  readonly span_id?: string
}

/** What a request is to be sent with, and what is to be said of that. */
export interface RequestTrace {
  readonly headers: Readonly<Record<string, string>>
  readonly tags: TraceTags
}

/** An XHR between `open` and `send`. */
interface OpenedXhr {
  readonly method: unknown
  readonly url: unknown
  /** Of the headers that the page has set, in lower case. */
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
    (initiatorType: PageRequest['initiatorType'], url: unknown, given: unknown) => {
      const parsed = parseUrl(url)
      const method = attempt(() => String(given ?? 'GET').toUpperCase())
      if (!parsed || !method) {
        return undefined // the page will be told
      }
      const { href, hash } = parsed
      const request: PageRequest = {
        initiatorType,
        method,
        name: cutUrl(href.slice(0, href.length - hash.length)),
        isHidden: isSilent(),
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
      // Fails, before the request is touched, for what can be no header, and for what the browser will refuse.
      if (found && attempt(() => inject([...new Headers(found.headers)]))) {
        request.trace = found.tags
      }
    },
  )

  const beginFetch = (args: unknown[]) => {
    const [input, init] = args as [unknown, RequestInit?]
    const given = (isRequest(input) ? input : { url: input }) as Partial<Request>
    const signal = init?.signal ?? given.signal
    const request = args.length
      ? begin('fetch', given.url, init?.method ?? given.method)
      : undefined
    trace(request, (headers) => addHeaders(args, headers))
    return { request, isAborted: () => signal?.aborted }
  }

  const opened = new WeakMap<object, OpenedXhr>()
  const underWay = new WeakMap<object, (failure?: Failure) => void>()

  /** Ends a request whose answer is there, before the page reuses the object in a listener that comes before ours. */
  const settle = (xhr: XMLHttpRequest) =>
    attempt(() => xhr.readyState === 4 && underWay.get(xhr)?.(xhr.status ? undefined : 'failed'))

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
    const unlisten = listen(xhr, ['load', 'error', 'timeout', 'abort'], ({ type }) =>
      stop(FAILURES[type]),
    )
    const stop = (failure?: Failure) => {
      unlisten()
      underWay.delete(xhr)
      end(request, failure ? 0 : xhr.status, failure)
    }
    underWay.set(xhr, stop)
    return stop
  })

  return stopAll(
    patch(window, 'fetch', (original, _, args) => {
      // Without a count of failures: a getter of the page's arguments may throw.
      const begun = attempt(() => beginFetch(args))
      const answer = original() as Promise<Response> | undefined
      const isPassedOn = isPlain(answer)
      // A stand-in of the page's may return anything.
      const passedOn = answer?.then?.(
        (response) => {
          end(begun?.request, response?.status)
          return response
        },
        (thrown) => {
          end(begun?.request, 0, begun?.isAborted() ? 'aborted' : 'failed')
          if (isPassedOn) {
            throw thrown
          }
          return thrown
        },
      )
      return isPassedOn ? passedOn : answer
    }),
    patch(XMLHttpRequest.prototype, 'open', (original, xhr, [method, url]) => {
      settle(xhr as XMLHttpRequest)
      original()
      // What is under way when it is opened again ends without an event.
      underWay.get(xhr as object)?.('aborted')
      opened.set(xhr as object, { method, url, names: [] })
    }),
    patch(XMLHttpRequest.prototype, 'abort', (original, xhr) => {
      settle(xhr as XMLHttpRequest)
      underWay.get(xhr as object)?.('aborted')
      original()
    }),
    patch(XMLHttpRequest.prototype, 'setRequestHeader', (original, xhr, [name]) => {
      original()
      attempt(() => opened.get(xhr as object)?.names.push(String(name).toLowerCase()))
    }),
    patch(XMLHttpRequest.prototype, 'send', (original, xhr) => {
      // A second `send` is an error of the page's, and no request.
      const fail = opened.has(xhr as object) ? beginXhr(xhr as XMLHttpRequest) : undefined
      try {
        original()
      } catch (thrown) {
        fail?.('failed') // a synchronous one, which has no events then
        throw thrown
      }
    }),
  )
}

/**
 * Returns whether a promise is the browser's own, with nothing added: then the page gets the one that comes after ours,
 * because with a handler on the first the browser would not report a rejection that the page does not handle. Any other is
 * more than a promise, to the page that made it.
 */
function isPlain(answer: Promise<unknown> | undefined): boolean {
  return (
    answer?.constructor === Promise &&
    // The members that zone.js gives each promise.
    Object.keys(answer).every((key) => key.startsWith('__zone'))
  )
}
