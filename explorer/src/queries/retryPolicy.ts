import type { Problem } from '../api/request.ts'

export const MAX_RETRIES = 3
const FIRST_DELAY_MS = 500
/** A longer wait is for the reader to decide about. */
const MAX_WAIT_MS = 30_000

/**
 * True if the same question may succeed in a moment: no answer arrived, a proxy found no collector (502), or the
 * collector is busy (503). A refusal (4xx) stays one, and a question that is too large stays too large. A proxy that
 * gave up waiting (504) is not asked again, because the first question may still be running.
 */
export function isWorthRetrying({ kind, status, code, retryAfterMs = 0 }: Problem): boolean {
  const isPassing =
    kind === 'unreachable' || status === 502 || (status === 503 && code !== 'rum.queryTooLarge')
  return isPassing && retryAfterMs <= MAX_WAIT_MS
}

/** Returns the wait before a retry, in ms: what the collector asks for, else twice as long each time. */
export function toRetryDelay(failures: number, { retryAfterMs }: Problem): number {
  return retryAfterMs ?? FIRST_DELAY_MS * 2 ** failures
}
