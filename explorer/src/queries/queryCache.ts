import { CancelledError, QueryClient } from '@tanstack/query-core'
import { toProblem } from '../api/request.ts'
import { isWorthRetrying, MAX_RETRIES, toRetryDelay } from './retryPolicy.ts'

/** Creates the cache of all questions: equal keys are asked once, and a known answer is shown without a request. */
export function createQueryCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY, // the key of a question holds its window of time
        networkMode: 'always', // the collector may be on this computer, without a network
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < MAX_RETRIES && isWorthRetrying(toProblem(error)),
        retryDelay: (failures, error) => toRetryDelay(failures, toProblem(error)),
      },
    },
  })
}

/** Cache of the page. */
export const queryCache: QueryClient = createQueryCache()

type Fetch<Answer> = (abort: AbortSignal) => Promise<Answer>

/**
 * Asks once, outside of any panel, and without retries: for a completion, which nobody waits for. `abort` gives the
 * request up.
 */
export async function askOnce<Answer>(
  key: string,
  fetchAnswer: Fetch<Answer>,
  abort: AbortSignal,
): Promise<Answer> {
  const queryKey = [key]
  const cancel = () => void queryCache.cancelQueries({ queryKey, exact: true })
  abort.addEventListener('abort', cancel)
  try {
    return await queryCache.fetchQuery({
      queryKey,
      queryFn: ({ signal }) => fetchAnswer(signal),
      retry: false,
      meta: QUIET,
    })
  } finally {
    abort.removeEventListener('abort', cancel)
  }
}

/** Marks a question that nobody waits for: it is neither shown as slow nor cancelled by the reader. */
export const QUIET = { isQuiet: true } as const

/** Drops the answers of a key, so that panels that show one ask again. */
export function forgetAnswer(key: string): void {
  void queryCache.invalidateQueries({ queryKey: [key] })
}

/** Asks again every question that was given up before it had an answer: one *Try again* serves the whole screen. */
export function resumeCancelled(cache: QueryClient): void {
  void cache.refetchQueries({
    type: 'active',
    predicate: ({ state: { data, error } }) =>
      data === undefined && error instanceof CancelledError,
  })
}
