import type { ReadonlySignal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { SessionEvent, SessionSummary } from '../../../protocol/query.ts'
import type { SessionKey } from '../api/sessions.ts'
import { fetchSession } from '../api/sessions.ts'
import type { FetchPage, PagedState } from './pagedLoad.ts'
import { createPagedLoad } from './pagedLoad.ts'

export interface SessionDetailModel {
  readonly session: ReadonlySignal<SessionSummary | undefined>
  readonly events: ReadonlySignal<PagedState<SessionEvent>>
  open(key: SessionKey): void
  refresh(): void
  loadMore(): void
  retry(): void
}

export function createSessionDetail(): SessionDetailModel {
  const pages = createPagedLoad<SessionEvent>({ pageRows: 500, maxRows: 2000 })
  const session = signal<SessionSummary | undefined>(undefined)
  let current: SessionKey | undefined

  function createFetch(key: SessionKey): FetchPage<SessionEvent> {
    return async (page) => {
      const detail = await fetchSession(key, page)
      // Set together with the events, and never from an answer that arrives after another session was opened.
      if (!page.abort.aborted) {
        session.value = detail.session
      }
      return { rows: detail.events, nextCursor: detail.next_cursor }
    }
  }

  return {
    session,
    events: pages.state,
    open(key) {
      current = key
      session.value = undefined
      void pages.load(createFetch(key))
    },
    refresh() {
      if (current) {
        void pages.refresh(createFetch(current))
      }
    },
    loadMore: () => void pages.loadMore(),
    retry: () => void pages.retry(),
  }
}
