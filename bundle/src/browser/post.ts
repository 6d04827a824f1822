import { SECOND } from '../core/time.ts'
import { untouched } from '../core/untouched.ts'

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

/** With the browser's own `fetch`: that of the page may report each request, or add the page's token to it. */
export function createPost(type: string): Post {
  const fetch = untouched('fetch')
  return (url, body, keepalive) =>
    fetch.call(window, url, {
      method: 'POST',
      body,
      keepalive,
      headers: { 'content-type': type },
      credentials: 'omit',
      signal: AbortSignal.timeout?.(TIMEOUT) ?? null,
    })
}
