import { useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/request.ts'
import { toProblem } from '../../api/request.ts'

export interface RowsPage {
  rows: readonly object[]
  nextCursor: string | undefined
}

export type FetchRows = (cursor: string | undefined, abort: AbortSignal) => Promise<RowsPage>

export interface Rows {
  /** Rows of this key or, while its first page is loading, of the one before. */
  rows: readonly object[]
  /** Key that the rows belong to. */
  shownKey: string | undefined
  /** True if the rows belong to the key before. */
  isStale: boolean
  isLoading: boolean
  problem: Problem | undefined
  /** Absent if all rows are loaded or a page is on its way. */
  loadMore: (() => void) | undefined
  retry: () => void
}

interface Loaded {
  key: string
  shape: string
  rows: readonly object[]
  nextCursor: string | undefined
}

/** Lists as they were left: Back shows the same rows, however many were loaded. */
const CACHE_SIZE = 8
const cache = new Map<string, Loaded>()

/**
 * Loads a list page by page. The old rows stay until the first page of a new key is there, if they have the same shape:
 * sessions cannot stand in the columns of errors.
 */
export function useRows(
  key: string | undefined,
  { shape, fetchRows }: { shape: string; fetchRows: FetchRows },
): Rows {
  const [loaded, setLoaded] = useState<Loaded | undefined>(() => cache.get(key ?? ''))
  const [problem, setProblem] = useState<{ key: string; problem: Problem }>()
  const [isLoading, setLoading] = useState(false)
  const running = useRef(new AbortController())
  const latest = useRef(fetchRows)
  latest.current = fetchRows

  function load(of: string, cursor: string | undefined, before: readonly object[]): void {
    running.current.abort()
    running.current = new AbortController()
    const { signal } = running.current
    setLoading(true)
    setProblem(undefined)
    latest.current(cursor, signal).then(
      (page) => {
        if (!signal.aborted) {
          const next = {
            key: of,
            shape,
            rows: [...before, ...page.rows],
            nextCursor: page.nextCursor,
          }
          remember(next)
          setLoaded(next)
          setLoading(false)
        }
      },
      (error: unknown) => {
        if (!signal.aborted) {
          setProblem({ key: of, problem: toProblem(error) })
          setLoading(false)
        }
      },
    )
  }

  useEffect(() => {
    if (key === undefined) {
      return
    }
    const known = cache.get(key)
    if (known) {
      running.current.abort()
      setLoading(false)
      setProblem(undefined)
      setLoaded(known)
    } else {
      load(key, undefined, [])
    }
    return () => running.current.abort()
  }, [key])

  const isStale = loaded?.key !== key
  const canLoadMore =
    key !== undefined && !isStale && !isLoading && !problem && loaded?.nextCursor !== undefined
  return {
    rows: loaded?.shape === shape ? loaded.rows : [],
    shownKey: loaded?.shape === shape ? loaded.key : undefined,
    isStale,
    isLoading: key !== undefined && (isLoading || (isStale && problem?.key !== key)),
    problem: problem?.key === key ? problem?.problem : undefined,
    loadMore: canLoadMore ? () => load(key, loaded?.nextCursor, loaded?.rows ?? []) : undefined,
    retry: () => {
      if (key !== undefined) {
        load(key, isStale ? undefined : loaded?.nextCursor, isStale ? [] : (loaded?.rows ?? []))
      }
    },
  }
}

function remember(next: Loaded): void {
  cache.delete(next.key)
  cache.set(next.key, next)
  const oldest = cache.keys().next().value
  if (cache.size > CACHE_SIZE && oldest !== undefined) {
    cache.delete(oldest)
  }
}
