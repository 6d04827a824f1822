import { deflate } from '../browser/deflate.ts'
import { createPostByFetch, hasNativeFetch, postByXhr } from '../browser/post.ts'
import { MINUTE, SECOND } from '../core/time.ts'
import { byteLength } from './text.ts'

/**
 * How a request ended. A number: it may succeed later, after that many ms at the earliest. `'unreadable'`: it
 * was refused for what is in it.
 */
export type SendResult = 'accepted' | 'refused' | 'unreadable' | number

/** Bytes: deflated. */
type Body = string | ArrayBuffer

export interface Sender {
  /** Makes a body of it, smaller where the browser can. */
  pack(text: string): Promise<Body>
  /** `isExit`: the browser is to go on alone. Either way it has the body before the call returns. */
  send(body: Body, isExit?: boolean): Promise<SendResult>
}

// Whatever the intake asks for: a day of it would be a page's whole life.
const MAX_WAIT = 10 * MINUTE
// Browsers share 64 KiB of keep-alive bodies among all of a page's requests: leave some for the page.
const KEEPALIVE_BYTES = 51_200

/** @see https://whatpr.org/fetch/1647.html (younger than TypeScript's DOM library) */
declare function fetchLater(url: string, init: RequestInit): unknown

export function createSender(url: string): Sender {
  const isNative = hasNativeFetch()
  const post = isNative ? createPostByFetch() : postByXhr
  let keptAlive = 0

  async function request(body: Body, bytes: number): Promise<SendResult> {
    const keepalive = keptAlive + bytes <= KEEPALIVE_BYTES
    const counted = keepalive ? bytes : 0
    keptAlive += counted
    try {
      const target = typeof body === 'string' ? url : `${url}&encoding=deflate`
      return toResult(await post(target, body, keepalive))
    } catch {
      return 0
    } finally {
      keptAlive -= counted
    }
  }

  /** Neither way tells how it went: as far as we know, it is still to be sent. */
  function handOver(body: Body, fits: boolean): SendResult {
    try {
      if (fits) {
        navigator.sendBeacon(url, body)
      } else {
        fetchLater(url, { method: 'POST', body })
      }
    } catch {
      // No room, or no such way in this browser.
    }
    return 0
  }

  return {
    pack: deflate,
    async send(body, isExit) {
      const bytes = typeof body === 'string' ? byteLength(body) : body.byteLength
      const fits = keptAlive + bytes <= KEEPALIVE_BYTES
      return isExit && !(fits && isNative && 'keepalive' in Request.prototype)
        ? handOver(body, fits)
        : request(body, bytes)
    },
  }
}

function toResult({ status, headers }: Pick<Response, 'status' | 'headers'>): SendResult {
  if (status < 300) {
    return 'accepted'
  }
  if (status === 408 || status === 429 || status >= 500) {
    const asked = headers.get('retry-after') as string
    const wait = SECOND * Number(asked) || Date.parse(asked) - Date.now()
    return Math.min(MAX_WAIT, Math.max(0, wait || 0))
  }
  return status === 400 || status === 413 ? 'unreadable' : 'refused'
}
