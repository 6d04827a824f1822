import { SECOND } from '../core/time.ts'
import { byteLength } from './text.ts'

/** How a request ended. A number: it may succeed later, after that many ms at the earliest. */
export type SendResult = 'accepted' | 'refused' | number

export interface Sender {
  send(body: string): Promise<SendResult>
  /** The last moment of a page: hands the body to the browser, which goes on alone. `false`: it would not. */
  sendAtExit(body: string): boolean
}

// Browsers share 64 KiB of keep-alive bodies among all of a page's requests: leave some for the page.
const KEEPALIVE_BYTES = 32_768

/** Sends to the intake with what the browser has now: a page may replace `fetch` later. */
export function createSender(url: string): Sender {
  const { fetch } = window
  return {
    async send(body) {
      try {
        const { status, headers } = await fetch(url, {
          method: 'POST',
          body, // a string travels as text/plain: no preflight
          credentials: 'omit',
          keepalive: byteLength(body) <= KEEPALIVE_BYTES,
        })
        if (status < 300) {
          return 'accepted'
        }
        // Readable from another origin only where that exposes it.
        return status === 408 || status === 429 || status >= 500
          ? SECOND * (Number(headers.get('retry-after')) || 0)
          : 'refused'
      } catch {
        return 0
      }
    },
    sendAtExit(body) {
      try {
        return navigator.sendBeacon(url, body)
      } catch {
        return false
      }
    },
  }
}
