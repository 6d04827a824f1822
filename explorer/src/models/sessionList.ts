import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { SessionSummary } from '../../../protocol/query.ts'
import { fetchSessions } from '../api/sessions.ts'
import type { ListState } from './listState.ts'
import type { FetchPage, PagedState } from './pagedLoad.ts'
import { createPagedLoad } from './pagedLoad.ts'
import { toWindow } from './timeRange.ts'

export interface SessionListModel {
  readonly state: ReadonlySignal<PagedState<SessionSummary>>
  /** Applications of all sessions loaded so far, sorted: the choices of the filter. */
  readonly appIds: ReadonlySignal<readonly string[]>
  /** ms since the epoch; arrival of the rows. */
  readonly loadedAt: ReadonlySignal<number | undefined>
  /** Shows the sessions of a query. If it is unchanged, the present list stays on screen during the refresh. */
  open(query: ListState): void
  refresh(): void
  loadMore(): void
  retry(): void
}

/** Creates the model of the list. It outlives the page, so that returning from a session shows the same list at once. */
export function createSessionList(now: () => number = Date.now): SessionListModel {
  const pages = createPagedLoad<SessionSummary>({ pageRows: 50, maxRows: 500 })
  const appIds = signal<readonly string[]>([])
  const loadedAt = signal<number | undefined>(undefined)
  let current: ListState | undefined

  function createFetch(query: ListState): FetchPage<SessionSummary> {
    const window = toWindow(query.range, now()) // fixed for all pages: a moving window would shift rows
    // Open-ended for presets, which end now: a visitor's clock that runs ahead must not hide the session.
    const to = 'preset' in query.range ? undefined : window.to
    return async (page) => {
      const { appId } = query
      const { sessions, next_cursor } = await fetchSessions({ from: window.from, to, appId }, page)
      const seen = sessions.map(({ app_id }) => app_id)
      appIds.value = [...new Set([...appIds.value, ...seen])].sort()
      loadedAt.value = now()
      return { rows: sessions, nextCursor: next_cursor }
    }
  }

  function refresh(): void {
    if (current) {
      void pages.refresh(createFetch(current))
    }
  }

  return {
    state: pages.state,
    appIds,
    loadedAt,
    open(query) {
      const isSame = current && toKey(current) === toKey(query)
      current = query
      if (isSame) {
        refresh()
      } else {
        void pages.load(createFetch(query))
      }
    },
    refresh,
    loadMore: () => void pages.loadMore(),
    retry: () => void pages.retry(),
  }
}

/** Returns a key of everything that the rows depend on, which excludes the refresh interval. */
export function toKey({ range, appId }: ListState): string {
  return JSON.stringify([range, appId])
}
