import type { JSX } from 'preact'
import { t } from '../i18n/messages.ts'
import type { PagedState } from '../models/pagedLoad.ts'
import { ProblemBox } from './problemBox.tsx'

interface Props {
  state: PagedState<unknown>
  loadMore: () => void
  retry: () => void
}

export function LoadMore({ state, loadMore, retry }: Props): JSX.Element | null {
  if (state.phase === 'moreFailed' && state.problem) {
    return <ProblemBox problem={state.problem} retry={retry} />
  }
  if (state.nextCursor === undefined) {
    return null
  }
  const isLoading = state.phase === 'loadingMore'
  return (
    <p class="load-more">
      {/* Not `disabled`: a button that loses the focus while loading also loses the reader's place. */}
      <button
        type="button"
        class="button"
        onClick={isLoading ? undefined : loadMore}
        aria-disabled={isLoading}
      >
        {t(isLoading ? 'list.loading' : 'session.more')}
      </button>
    </p>
  )
}
