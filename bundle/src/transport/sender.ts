import { deflate } from '../browser/deflate.ts'
import type { PostAnswer } from '../browser/post.ts'
import { createPost } from '../browser/post.ts'
import { report } from '../core/report.ts'
import { MINUTE, SECOND } from '../core/time.ts'
import { toLogUrl } from './intakeUrl.ts'
import { toJsonBody } from './jsonBody.ts'
import { byteLength } from './text.ts'

/**
 * Outcome of a request. A number: it may succeed later, after that many ms at the earliest. `'unreadable'`: the
 * intake refused the content.
 */
export type SendResult = 'accepted' | 'refused' | 'unreadable' | number

/** Text as it is, or its deflated bytes. */
export type Body = string | ArrayBuffer

export interface Sender {
  /** Joins lines to the text of one request. */
  join(lines: readonly string[]): string
  /** Turns text into a body, compressed if the browser can. */
  pack(text: string): Promise<Body>
  /** Hands the body to the browser before the call returns. `isExit`: the request must outlive the page. */
  send(body: Body, isExit?: boolean, isLog?: boolean): Promise<SendResult>
}

// Upper limit for the pause that an intake asks for: a day would be a page's whole life.
const MAX_WAIT = 10 * MINUTE
// Browsers share 64 KiB of keep-alive bodies among all requests of a page: leave some for the page.
const KEEPALIVE_BYTES = 51_200

/** @see https://whatpr.org/fetch/1647.html (younger than TypeScript's DOM library) */
declare function fetchLater(url: string, init: RequestInit): unknown

/**
 * @param url - of events; that of logs is beside it
 * @param isJson - send points as JSON, which needs the intake's permission (a preflight) each time
 */
export function createSender(url: string, isJson: boolean): Sender {
  // Content types of the wire contract; `text/plain` needs no preflight, whatever the body is.
  const type = isJson ? 'application/json;UTF-8' : 'text/plain'
  const post = createPost(type)
  let keptAlive = 0

  /** @param keptBytes - how many of them the browser has to keep alive; 0: the request may end with the page */
  function request(target: string, body: Body, keptBytes: number): Promise<SendResult> {
    keptAlive += keptBytes
    return new Promise<PostAnswer>((resolve) => {
      resolve(
        post(typeof body === 'string' ? target : `${target}&encoding=deflate`, body, keptBytes > 0),
      )
    })
      .then(toResult)
      .catch(() => 0)
      .then((result) => {
        keptAlive -= keptBytes
        return result
      })
  }

  /** Neither beacon nor `fetchLater` reports the outcome, so the entries count as not sent. */
  function handOver(target: string, body: Body, fits: boolean): Promise<SendResult> {
    try {
      if (fits) {
        navigator.sendBeacon(target, isJson ? new Blob([body], { type }) : body)
      } else {
        fetchLater(target, { method: 'POST', body, headers: { 'content-type': type } })
      }
    } catch {
      // No space left, or the browser has no such function.
    }
    return Promise.resolve(0)
  }

  return {
    join: isJson ? toJsonBody : (lines) => lines.join('\n'),
    pack: deflate,
    send(body, isExit, isLog) {
      const bytes = typeof body === 'string' ? byteLength(body) : body.byteLength
      const fits = keptAlive + bytes <= KEEPALIVE_BYTES
      const target = isLog ? toLogUrl(url) : url
      return isExit && !(fits && 'keepalive' in Request.prototype)
        ? handOver(target, body, fits)
        : request(target, body, fits ? bytes : 0)
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
  if (status === 400 || status === 413) {
    return 'unreadable'
  }
  report(
    'warn',
    `The intake answered ${status}: events are dropped. Its answer says why; check \`applicationId\` and \`clientToken\`.`,
  )
  return 'refused'
}
