import { attempt } from '../core/attempt.ts'
import { SECOND } from '../core/time.ts'
import { takeCleanFunctions } from './cleanFunctions.ts'
import { setTimer } from './timer.ts'

/** As much of an answer as the sender reads. */
export type PostAnswer = Pick<Response, 'status' | 'headers'>

/** An intake that does not answer in this time may as well be gone. */
const TIMEOUT = 30 * SECOND

/** Sends bodies of one type, by functions that the page has not replaced. */
export interface Post {
  /** Rejects when there was no answer. */
  request(url: string, body: string | ArrayBuffer, keepalive: boolean): Promise<PostAnswer>
  beacon(url: string, body: string | ArrayBuffer | Blob): void
}

export function createPost(type: string): Post {
  const find = takeCleanFunctions()
  return {
    request: (url, body, keepalive) =>
      new Promise((resolve, reject) => {
        // A promise of a frame that the page has removed may never be settled.
        setTimer(reject, TIMEOUT)
        find()
          .fetch(url, {
            method: 'POST',
            body,
            keepalive,
            headers: { 'content-type': type },
            credentials: 'omit',
            signal: attempt(() => AbortSignal.timeout(TIMEOUT)) ?? null,
          })
          .then(resolve, reject)
      }),
    beacon(url, body) {
      find().navigator.sendBeacon(url, body)
    },
  }
}
