import type { Problem } from './request.ts'

/**
 * Designed state of a panel that loads:
 * `quiet` for the first moment, in which nothing moves; `loading`; `slow`, which offers to cancel; `ready`; `empty`;
 * `cancelled`; `failed`, which offers a retry; `forbidden` for a role or an application without the right.
 */
export type PanelPhase =
  | 'quiet'
  | 'loading'
  | 'slow'
  | 'ready'
  | 'empty'
  | 'cancelled'
  | 'failed'
  | 'forbidden'

export interface PanelState<Answer> {
  phase: PanelPhase
  /** The last answer, which stays while a newer one loads or after it failed. */
  answer: Answer | undefined
  /** True if `answer` is to an earlier question. */
  isStale: boolean
  problem: Problem | undefined
}

export interface Load<Answer> {
  answer: Answer | undefined
  isStale: boolean
  isLoading: boolean
  isCancelled: boolean
  /** ms since the request began; unused unless it is loading. */
  elapsedMs: number
  problem: Problem | undefined
}

/** No spinner before this: most answers are there by then. */
export const LOADING_AFTER_MS = 200
/** From here on a person wonders; the collector itself ends a query after ten seconds. */
export const SLOW_AFTER_MS = 3000

export function toPanelState<Answer>(
  load: Load<Answer>,
  isEmpty: (answer: Answer) => boolean,
): PanelState<Answer> {
  const { answer, isStale, problem } = load
  return { phase: toPhase(load, isEmpty), answer, isStale, problem }
}

function toPhase<Answer>(
  { answer, isLoading, isStale, isCancelled, elapsedMs, problem }: Load<Answer>,
  isEmpty: (answer: Answer) => boolean,
): PanelPhase {
  if (isLoading && (isStale || answer === undefined || elapsedMs >= LOADING_AFTER_MS)) {
    return elapsedMs < LOADING_AFTER_MS ? 'quiet' : elapsedMs < SLOW_AFTER_MS ? 'loading' : 'slow'
  }
  if (problem !== undefined) {
    return problem.status === 403 ? 'forbidden' : 'failed'
  }
  if (isCancelled) {
    return 'cancelled'
  }
  if (answer === undefined) {
    return 'quiet'
  }
  return isEmpty(answer) ? 'empty' : 'ready'
}

/** Returns the ms until time alone changes the phase; `undefined` if it does not. */
export function toNextTick({ isLoading, elapsedMs }: Load<unknown>): number | undefined {
  const next = [LOADING_AFTER_MS, SLOW_AFTER_MS].find((ms) => ms > elapsedMs)
  return isLoading && next !== undefined ? next - elapsedMs : undefined
}

/** Another try may succeed: no answer, or a store that is away. A busy collector is asked again, but not at once. */
export function isWorthRetrying({ status, code }: Problem): boolean {
  return (
    status === 0 || [502, 504].includes(status) || (status === 503 && code !== 'rum.queryTooLarge')
  )
}

const FIRST_DELAY_MS = 500

export function toRetryDelay(failures: number, { retryAfterMs }: Problem): number {
  return retryAfterMs ?? FIRST_DELAY_MS * 2 ** failures
}

export interface SearchMistake {
  /** Offset in the search text. */
  at: number
  message: string
}

/** Reads where the collector found a mistake that only it can see, such as an unknown key. */
export function toSearchMistake({ code, detail }: Problem): SearchMistake | undefined {
  const [, column, message] =
    code === 'rum.badQuery'
      ? (/^query, column (\d+): (.*?)(?: \(rum\.badQuery\))?$/s.exec(detail) ?? [])
      : []
  return message === undefined ? undefined : { at: Number(column) - 1, message }
}
