import { guard } from '../core/guard.ts'
import { isObject } from '../core/isObject.ts'
import { parseUrl } from '../core/parseUrl.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'
import { patch } from './patch.ts'

type Failure = 'aborted' | 'failed'

const FAILURES: Record<string, Failure> = { abort: 'aborted', error: 'failed', timeout: 'failed' }

/** A `fetch` or an XHR of the page's. Times are those of `performance.now()`. */
export interface PageRequest {
  readonly initiatorType: 'fetch' | 'xmlhttprequest'
  readonly method: string
  /** As a timing entry names it: absolute, without the hash. */
  readonly name: string
  readonly startTime: number
  /** 0 until it ends: a `fetch` with the headers, an XHR with the body. */
  endedAt: number
  status: number
  failure: Failure | undefined
}

/** Calls back as each request of the page begins and, with the same object, as it ends. */
export function trackRequests(callback: (request: PageRequest) => void): Stop {
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
        name: href.slice(0, href.length - hash.length),
        startTime: performance.now(),
        endedAt: 0,
        status: 0,
        failure: undefined,
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

  const beginFetch = guard((input: unknown, init: RequestInit = {}) => {
    const given = (isObject(input) && 'url' in input ? input : { url: input }) as Partial<Request>
    const signal = init.signal ?? given.signal
    return {
      request: begin('fetch', given.url, init.method ?? given.method),
      isAborted: () => signal?.aborted,
    }
  })

  const reopened = new WeakMap<object, Stop>()
  const watch = guard((xhr: XMLHttpRequest, method: unknown, url: unknown) => {
    reopened.get(xhr)?.()
    let request: PageRequest | undefined
    const unlisten = listen(xhr, ['loadstart', 'load', 'error', 'timeout', 'abort'], ({ type }) => {
      if (type === 'loadstart') {
        request = begin('xmlhttprequest', url, method)
      } else {
        end(request, xhr.status, FAILURES[type])
        unlisten()
      }
    })
    // What is under way then ends without an event.
    reopened.set(xhr, () => {
      unlisten()
      end(request, 0, 'aborted')
    })
  })

  return stopAll(
    patch(window, 'fetch', (original, _, [input, init]) => {
      const begun = beginFetch(input, init as RequestInit | undefined)
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
      return passedOn ?? answer
    }),
    patch(XMLHttpRequest.prototype, 'open', (original, xhr, [method, url]) => {
      original()
      watch(xhr as XMLHttpRequest, method, url)
    }),
  )
}
