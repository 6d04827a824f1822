import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { QueryObserverResult } from '@tanstack/query-core'
import { keepPreviousData, QueryClient, QueryObserver } from '@tanstack/query-core'
import type { Question } from './endpoints.ts'
import type { Load, PanelState } from './panelState.ts'
import { isWorthRetrying, toNextTick, toPanelState, toRetryDelay } from './panelState.ts'
import { toProblem } from './request.ts'

/** An answer is shown again without a request for this long: going back and forth costs nothing. */
const FRESH_MS = 10_000
const RETRIES = 2

/** Cache of all panels: equal questions are asked once, and an old answer is shown while a new one loads. */
export function createQueryCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: 5 * 60_000,
        networkMode: 'always', // the collector may be on this computer, without a network
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < RETRIES && isWorthRetrying(toProblem(error)),
        retryDelay: (failures, error) => toRetryDelay(failures, toProblem(error)),
      },
    },
  })
}

/** Loads the answer to one question at a time, such as a histogram. */
export interface Panel<Answer> {
  readonly state: ReadonlySignal<PanelState<Answer>>
  /** Asks; the present answer stays, marked as stale, until the new one is there. */
  open(question: Question<Answer>): void
  /** Asks the same again. */
  refresh(): void
  /** Gives up the request that is running. */
  cancel(): void
  stop(): void
}

export interface PanelDeps<Answer> {
  cache: QueryClient
  isEmpty?: (answer: Answer) => boolean
  /** ms; a clock that only moves forward. */
  now?: () => number
}

export function createPanel<Answer>({
  cache,
  isEmpty = () => false,
  now = () => performance.now(),
}: PanelDeps<Answer>): Panel<Answer> {
  let load: Load<Answer> = {
    answer: undefined,
    isStale: false,
    isLoading: false,
    isCancelled: false,
    elapsedMs: 0,
    problem: undefined,
  }
  const state = signal(toPanelState(load, isEmpty))
  let startedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let observer: QueryObserver<Answer> | undefined
  let stopObserving = (): void => {}

  function show(next: Load<Answer>): void {
    clearTimeout(timer)
    load = next
    state.value = toPanelState(load, isEmpty)
    const wait = toNextTick(load)
    if (wait !== undefined) {
      timer = setTimeout(() => show({ ...load, elapsedMs: now() - startedAt }), wait)
    }
  }

  function take(result: QueryObserverResult<Answer>): void {
    const isLoading = result.fetchStatus === 'fetching'
    if (isLoading && !load.isLoading) {
      startedAt = now()
    }
    show({
      answer: result.data,
      isStale: result.isPlaceholderData,
      isLoading,
      isCancelled: load.isCancelled && !isLoading,
      elapsedMs: now() - startedAt,
      problem: result.error === null || isLoading ? undefined : toProblem(result.error),
    })
  }

  return {
    state,
    open({ key, fetch }) {
      const options = {
        queryKey: key,
        queryFn: ({ signal: abort }: { signal: AbortSignal }) => fetch(abort),
        placeholderData: keepPreviousData as never,
      }
      load = { ...load, isCancelled: false, isLoading: false }
      if (observer === undefined) {
        observer = new QueryObserver<Answer>(cache, options)
        stopObserving = observer.subscribe(take)
      } else {
        observer.setOptions(options)
      }
      take(observer.getCurrentResult())
    },
    refresh() {
      load = { ...load, isCancelled: false }
      void observer?.refetch()
    },
    cancel() {
      if (observer && load.isLoading) {
        load = { ...load, isCancelled: true }
        void cache.cancelQueries({ queryKey: observer.options.queryKey, exact: true })
      }
    },
    stop() {
      clearTimeout(timer)
      stopObserving()
    },
  }
}
