import { byteLength } from './text.ts'

/** How a request ended: `retry` may succeed later, `refused` never will. */
export type SendResult = 'accepted' | 'retry' | 'refused'

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
  const post = (body: string) =>
    fetch(url, {
      method: 'POST',
      body, // a string travels as text/plain: no preflight
      mode: 'cors',
      credentials: 'omit',
      keepalive: byteLength(body) <= KEEPALIVE_BYTES,
    })

  return {
    async send(body) {
      try {
        const { status } = await post(body)
        return toResult(status)
      } catch {
        return 'retry'
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

function toResult(status: number): SendResult {
  if (status < 300) {
    return 'accepted'
  }
  return status === 408 || status === 429 || status >= 500 ? 'retry' : 'refused'
}
