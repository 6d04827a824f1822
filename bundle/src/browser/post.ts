import { SECOND } from '../core/time.ts'

/** As much of an answer as the sender reads. */
export type PostAnswer = Pick<Response, 'status' | 'headers'>

/** An intake that does not answer in this time may as well be gone. */
const TIMEOUT = 30 * SECOND

/** Rejects when there was no answer. */
export type Post = (
  url: string,
  body: string | ArrayBuffer,
  keepalive: boolean,
) => Promise<PostAnswer>

/** With the `fetch` that the browser has now: a page may replace it later. */
export function createPostByFetch(type: string): Post {
  const { fetch } = window
  return (url, body, keepalive) =>
    fetch(url, {
      method: 'POST',
      body,
      keepalive,
      headers: { 'content-type': type },
      credentials: 'omit',
      signal: AbortSignal.timeout?.(TIMEOUT) ?? null,
    })
}

/** For a page that has replaced `fetch` already: nobody knows what that one does. */
export function createPostByXhr(type: string): Post {
  return (url, body) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      xhr.open('POST', url)
      xhr.setRequestHeader('content-type', type)
      xhr.timeout = TIMEOUT
      // The headers are not read: reading one that another origin hides writes to the console.
      xhr.onload = () => resolve({ status: xhr.status, headers: new Headers() })
      xhr.onerror = xhr.ontimeout = reject
      xhr.send(body)
    })
}

/** Tells the browser's own `fetch` from a bound one and from a proxy, which show no code either, by the name in it. */
export function hasNativeFetch(): boolean {
  return /^function fetch\(\)\s*{\s*\[native/.test(String(window.fetch))
}
