import { QueryObserver } from '@tanstack/query-core'
import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { Answer, Load, QueryOptions } from './load.ts'
import { toLoad, toSettings } from './load.ts'
import { queryCache } from './queryCache.ts'

/**
 * Shows the answer to the question that a key stands for. A new key aborts the request of the one before, unless
 * another panel waits for it; `undefined` asks nothing. `fetchData` belongs to the key.
 */
export function useQuery<Data>(
  key: string | undefined,
  fetchData: (abort: AbortSignal) => Promise<Data>,
  options?: QueryOptions,
): Load<Data> {
  const settings = queryCache.defaultQueryOptions(toSettings(key, fetchData, options))
  const [observer] = useState(() => new QueryObserver<Data>(queryCache, settings as never))
  const [, rerender] = useReducer<number, void>((serial) => serial + 1, 0)
  useEffect(() => {
    const stop = observer.subscribe(() => rerender())
    observer.updateResult() // an answer may have arrived between the render and this effect
    return stop
  }, [observer])
  useEffect(() => observer.setOptions(settings as never))
  const result = observer.getOptimisticResult(settings as never)
  const shown = useRef<Answer<Data>>()
  if (key !== undefined && result.data !== undefined) {
    shown.current = { key, data: result.data }
  }
  return toLoad(result, shown.current)
}
