import type { QueryObserverBaseResult, QueryObserverOptions } from '@tanstack/query-core'
import { CancelledError } from '@tanstack/query-core'
import type { Problem } from '../api/request.ts'
import { toProblem } from '../api/request.ts'
import { QUIET, queryCache, resumeCancelled } from './queryCache.ts'

/** State of a panel that shows the answer to a question. */
export interface Load<Data> {
  /** Answer to this question or, until there is one, to the question before: what is on the screen stays there. */
  data: Data | undefined
  /** Key that `data` belongs to. */
  shownKey: string | undefined
  /** `data` answers the question before, or is being asked for again. */
  isStale: boolean
  isLoading: boolean
  /** The reader gave the question up. */
  isCancelled: boolean
  problem: Problem | undefined
  /** Asks the same again, and all that was given up together with it. */
  retry: () => void
}

export interface QueryOptions {
  /** Asks again at this pace, in ms, while the page is visible. */
  everyMs?: number | undefined
  /** Nobody waits for the answer: it is never shown as slow. */
  isQuiet?: boolean | undefined
}

interface Settings<Data> extends QueryObserverOptions<Data> {
  queryKey: readonly unknown[]
}

/** `undefined` for the key asks nothing. */
export function toSettings<Data>(
  key: string | undefined,
  fetchData: (abort: AbortSignal) => Promise<Data>,
  { everyMs, isQuiet = false }: QueryOptions = {},
): Settings<Data> {
  return {
    queryKey: [key],
    queryFn: ({ signal }) => fetchData(signal),
    enabled: key !== undefined,
    ...(everyMs !== undefined && { refetchInterval: everyMs, refetchOnWindowFocus: 'always' }),
    ...(isQuiet && { meta: QUIET }),
    _optimisticResults: 'optimistic',
  }
}

type Result<Data> = Pick<
  QueryObserverBaseResult<Data>,
  'data' | 'error' | 'fetchStatus' | 'isEnabled' | 'refetch'
>

export interface Answer<Data> {
  key: string
  data: Data
}

/** `shown`: the answer to this question, or to the one before until there is another. */
export function toLoad<Data>(result: Result<Data>, shown: Answer<Data> | undefined): Load<Data> {
  const { data, error, isEnabled } = result
  const isLoading = isEnabled && result.fetchStatus !== 'idle'
  const isCancelled = error instanceof CancelledError && !isLoading
  return {
    data: shown?.data,
    shownKey: shown?.key,
    isStale: isEnabled && (data === undefined || isLoading),
    isLoading,
    isCancelled,
    problem: error === null || isLoading || isCancelled ? undefined : toProblem(error),
    retry: () => (isCancelled ? resumeCancelled(queryCache) : void result.refetch()),
  }
}
