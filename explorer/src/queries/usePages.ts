import type { InfiniteData } from '@tanstack/query-core'
import { CancelledError, InfiniteQueryObserver } from '@tanstack/query-core'
import { useMemo, useRef } from 'preact/hooks'
import type { Problem } from '../api/request.ts'
import { toProblem } from '../api/request.ts'
import { queryCache, resumeQueries } from './queryCache.ts'
import { useObserver } from './useObserver.ts'

export interface Page<Row> {
  rows: readonly Row[]
  /** Absent on the last page. */
  nextCursor: string | undefined
}

type FetchPage<One> = (cursor: string | undefined, abort: AbortSignal) => Promise<One>

/** Rows of a list that loads page by page. */
export interface Pages<Row, One extends Page<Row> = Page<Row>> {
  /** Pages of this key or, until its first is there, of the key before. */
  pages: readonly One[]
  rows: readonly Row[]
  /** Key that the rows belong to. */
  shownKey: string | undefined
  /** The rows belong to the key before, or are being asked for again. */
  isStale: boolean
  isLoading: boolean
  isLoadingMore: boolean
  hasMore: boolean
  /** The reader gave the question up. */
  isCancelled: boolean
  problem: Problem | undefined
  /** Absent if all rows are loaded, a page is on its way, or the last one failed. */
  loadMore: (() => void) | undefined
  /** Repeats what failed or was given up. */
  retry: () => void
  /** Asks for all loaded pages again. The present rows stay until the answers arrive. */
  refresh: () => void
}

interface PagesOptions<One> {
  shape: string
  fetchPage: FetchPage<One>
  /** The answer changes with time: it is asked for again whenever the page is opened. */
  isMoving?: boolean
}

interface Shown<One> {
  key: string
  shape: string
  pages: readonly One[]
}

/**
 * Shows a list page by page. A new key aborts the request of the one before; `undefined` asks nothing. The old rows
 * stay until the first page of the new key is there if they have the same `shape`: sessions cannot stand in the columns
 * of errors.
 */
export function usePages<Row, One extends Page<Row> = Page<Row>>(
  key: string | undefined,
  { shape, fetchPage, isMoving = false }: PagesOptions<One>,
): Pages<Row, One> {
  const settings = queryCache.defaultQueryOptions({
    ...toPagesSettings(key, fetchPage),
    enabled: key !== undefined,
    ...(isMoving && { refetchOnMount: isOld }),
    _optimisticResults: 'optimistic',
  } as never)
  const { observer, result } = useObserver(
    () =>
      new InfiniteQueryObserver<
        One,
        Error,
        InfiniteData<One>,
        readonly unknown[],
        string | undefined
      >(queryCache, settings as never),
    settings as never,
  )

  const last = useRef<Shown<One>>()
  if (key !== undefined && result.data) {
    last.current = { key, shape, pages: result.data.pages }
  }
  const shown = last.current?.shape === shape ? last.current : undefined
  const pages = shown?.pages ?? NONE
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages])
  const isLoading = key !== undefined && result.fetchStatus !== 'idle'
  const isCancelled = result.error instanceof CancelledError && !isLoading
  const hasFailed = result.error !== null && !isLoading
  const isStale = key !== undefined && (shown?.key !== key || result.isRefetching)
  const canLoadMore = result.hasNextPage && !isLoading && !isStale && !hasFailed
  const loadMore = () => void observer.fetchNextPage()
  return {
    pages,
    rows,
    shownKey: shown?.key,
    isStale,
    isLoading,
    isLoadingMore: result.isFetchingNextPage,
    hasMore: result.hasNextPage,
    isCancelled,
    problem: hasFailed && !isCancelled ? toProblem(result.error) : undefined,
    loadMore: canLoadMore ? loadMore : undefined,
    retry: result.isFetchNextPageError
      ? loadMore
      : () => (result.data === undefined ? resumeQueries(queryCache) : void observer.refetch()),
    refresh: () => void observer.refetch(),
  }
}

const FRESH_MS = 2000

/** False for an answer that was asked for just before its list was there. */
const isOld = ({ state }: { state: { dataUpdatedAt: number } }): 'always' | false =>
  Date.now() - state.dataUpdatedAt > FRESH_MS && 'always'

/** Asks for the first page before a list shows it. */
export function prefetchPages<Row>(key: string, fetchPage: FetchPage<Page<Row>>): void {
  void queryCache.prefetchInfiniteQuery(toPagesSettings(key, fetchPage))
}

function toPagesSettings<Row, One extends Page<Row>>(
  key: string | undefined,
  fetchPage: FetchPage<One>,
) {
  return {
    queryKey: [key],
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
      fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: One) => last.nextCursor,
    structuralSharing: false, // comparing 100,000 rows costs more than drawing those in view
  }
}

const NONE: readonly never[] = []
