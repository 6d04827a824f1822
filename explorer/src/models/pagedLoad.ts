import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { Problem } from '../api/request.ts'
import { toProblem } from '../api/request.ts'
import type { ListPageRequest } from '../api/sessions.ts'

type Phase = 'idle' | 'loading' | 'loadingMore' | 'refreshing' | 'ready' | 'failed' | 'moreFailed'

export interface PagedState<Row> {
  phase: Phase
  rows: readonly Row[]
  /** Absent on the last page. */
  nextCursor: string | undefined
  /** Set only in the phases `failed` and `moreFailed`; existing rows stay. */
  problem: Problem | undefined
}

interface Page<Row> {
  rows: readonly Row[]
  nextCursor: string | undefined
}

export type FetchPage<Row> = (request: ListPageRequest) => Promise<Page<Row>>

export interface PagedLoad<Row> {
  readonly state: ReadonlySignal<PagedState<Row>>
  /** Clears the rows and loads the first page. */
  load(fetchPage: FetchPage<Row>): Promise<void>
  /** Loads the same number of rows from the start again. The present rows stay until the answer arrives. */
  refresh(fetchPage: FetchPage<Row>): Promise<void>
  loadMore(): Promise<void>
  /** Repeats the failed request. */
  retry(): Promise<void>
}

export interface PageLimits {
  pageRows: number
  /** Maximum number of rows of one request. */
  maxRows: number
}

/** Creates a list that loads in pages, with one request at a time: a newer one aborts the older and drops its answer. */
export function createPagedLoad<Row>({ pageRows, maxRows }: PageLimits): PagedLoad<Row> {
  const empty: PagedState<Row> = {
    phase: 'idle',
    rows: [],
    nextCursor: undefined,
    problem: undefined,
  }
  const state = signal(empty)
  let running = new AbortController()
  let retry = async (): Promise<void> => {}

  async function run(phase: Phase, request: () => Promise<Page<Row>>): Promise<void> {
    const { signal: abort } = running
    retry = () => {
      startAnew()
      return run(phase, request)
    }
    state.value = { ...state.value, phase, problem: undefined }
    try {
      const page = await request()
      if (!abort.aborted) {
        const before = phase === 'loadingMore' ? state.value.rows : []
        state.value = { ...empty, ...page, phase: 'ready', rows: [...before, ...page.rows] }
      }
    } catch (error) {
      if (!abort.aborted) {
        const failed = phase === 'loadingMore' ? 'moreFailed' : 'failed'
        state.value = { ...state.value, phase: failed, problem: toProblem(error) }
      }
    }
  }

  function startAnew(): void {
    running.abort()
    running = new AbortController()
  }

  let fetchMore: FetchPage<Row> | undefined

  function first(phase: Phase, fetchPage: FetchPage<Row>): Promise<void> {
    startAnew()
    fetchMore = fetchPage
    const limit = Math.min(Math.max(pageRows, state.value.rows.length), maxRows)
    return run(phase, () => fetchPage({ cursor: undefined, limit, abort: running.signal }))
  }

  return {
    state,
    load(fetchPage) {
      state.value = empty
      return first('loading', fetchPage)
    },
    refresh: (fetchPage) => first('refreshing', fetchPage),
    async loadMore() {
      const cursor = state.value.nextCursor
      const fetchPage = fetchMore
      if (fetchPage && cursor !== undefined) {
        startAnew()
        await run('loadingMore', () =>
          fetchPage({ cursor, limit: pageRows, abort: running.signal }),
        )
      }
    },
    retry: () => retry(),
  }
}
