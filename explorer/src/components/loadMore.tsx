import type { JSX } from 'preact'
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
      {/* Not `disabled`: a button that loses the focus while it works loses the reader's place too. */}
      <button
        type="button"
        class="button"
        onClick={isLoading ? undefined : loadMore}
        aria-disabled={isLoading}
      >
        {isLoading ? 'Loading…' : 'Load more'}
      </button>
    </p>
  )
}
