import { QueryObserver } from '@tanstack/query-core'
import { useRef } from 'preact/hooks'
import type { Answer, Load, QueryOptions } from './load.ts'
import { toLoad, toSettings } from './load.ts'
import { queryCache } from './queryCache.ts'
import { useObserver } from './useObserver.ts'

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
  const { result } = useObserver(
    () => new QueryObserver<Data>(queryCache, settings as never),
    settings as never,
  )
  const shown = useRef<Answer<Data>>()
  if (key !== undefined && result.data !== undefined) {
    shown.current = { key, data: result.data }
  }
  return toLoad(result, shown.current)
}
