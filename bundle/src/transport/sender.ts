import { deflate } from '../browser/deflate.ts'
import { createPost } from '../browser/post.ts'
import { attempt } from '../core/attempt.ts'
import { MINUTE, SECOND } from '../core/time.ts'
import { toJsonBody } from './jsonBody.ts'
import { byteLength } from './text.ts'

/**
 * How a request ended. A number: it may succeed later, after that many ms at the earliest. `'unreadable'`: it
 * was refused for what is in it.
 */
export type SendResult = 'accepted' | 'refused' | 'unreadable' | number

/** Bytes: deflated. */
type Body = string | ArrayBuffer

export interface Sender {
  /** Lines as the text of one request. */
  join(lines: readonly string[]): string
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

/** @param isJson - whether points travel as JSON, which needs the intake's permission (a preflight) each time */
export function createSender(url: string, isJson: boolean): Sender {
  // As what it is called in the wire's contract; whatever a body is, `text/plain` needs no preflight.
  const type = isJson ? 'application/json;UTF-8' : 'text/plain'
  const post = createPost(type)
  let keptAlive = 0

  async function request(body: Body, bytes: number): Promise<SendResult> {
    const keepalive = keptAlive + bytes <= KEEPALIVE_BYTES
    const counted = keepalive ? bytes : 0
    keptAlive += counted
    try {
      const target = typeof body === 'string' ? url : `${url}&encoding=deflate`
      return toResult(await post.request(target, body, keepalive))
    } catch {
      return 0
    } finally {
      keptAlive -= counted
    }
  }

  /** Neither way tells how it went: as far as we know, it is still to be sent. */
  function handOver(body: Body, fits: boolean): SendResult {
    // Throws where there is no room, or no such way in this browser.
    attempt(() =>
      fits
        ? post.beacon(url, isJson ? new Blob([body], { type }) : body)
        : fetchLater(url, { method: 'POST', body, headers: { 'content-type': type } }),
    )
    return 0
  }

  return {
    join: isJson ? toJsonBody : (lines) => lines.join('\n'),
    pack: deflate,
    async send(body, isExit) {
      const bytes = typeof body === 'string' ? byteLength(body) : body.byteLength
      const fits = keptAlive + bytes <= KEEPALIVE_BYTES
      return isExit && !(fits && attempt(() => 'keepalive' in Request.prototype))
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
