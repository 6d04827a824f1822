import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { Query, QueryClient } from '@tanstack/query-core'

export interface SlowState {
  /** A question that the reader waits for has no answer yet after a second. */
  isSlow: boolean
  /** The last try failed, and the next one waits or runs. */
  isRetrying: boolean
}

export interface SlowQueries {
  readonly state: ReadonlySignal<SlowState>
  /** Gives up every question that the reader waits for. The requests are aborted. */
  cancel(): void
  stop(): void
}

/** From here on a person wonders. */
export const SLOW_AFTER_MS = 1000

const isAwaited = ({ state, meta }: Query): boolean =>
  state.fetchStatus !== 'idle' && meta?.['isQuiet'] !== true

/** Watches the questions of all panels. `now` is a clock that only moves forward, in ms. */
export function startSlowQueries(
  cache: QueryClient,
  now: () => number = () => performance.now(),
): SlowQueries {
  const state = signal<SlowState>({ isSlow: false, isRetrying: false })
  const begun = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    const awaited = cache.getQueryCache().findAll({ predicate: isAwaited })
    const hashes = new Set(awaited.map(({ queryHash }) => queryHash))
    for (const hash of begun.keys()) {
      if (!hashes.has(hash)) {
        begun.delete(hash)
      }
    }
    for (const hash of hashes) {
      begun.set(hash, begun.get(hash) ?? now())
    }
    const waits = [...begun.values()].map((time) => time + SLOW_AFTER_MS - now())
    const isSlow = waits.some((wait) => wait <= 0)
    const isRetrying = awaited.some(({ state: { fetchFailureCount } }) => fetchFailureCount > 0)
    if (isSlow !== state.value.isSlow || isRetrying !== state.value.isRetrying) {
      state.value = { isSlow, isRetrying }
    }
    clearTimeout(timer)
    if (!isSlow && waits.length > 0) {
      timer = setTimeout(look, Math.min(...waits))
    }
  }

  const stop = cache.getQueryCache().subscribe(look)
  return {
    state,
    cancel() {
      // Not reverted: the question ends with a `CancelledError`, which its panel shows.
      void cache.cancelQueries({ predicate: isAwaited }, { revert: false })
    },
    stop() {
      stop()
      clearTimeout(timer)
    },
  }
}
