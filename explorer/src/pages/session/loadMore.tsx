import type { JSX } from 'preact'
import { ProblemBox } from '../../components/problemBox.tsx'
import { t } from '../../i18n/sessionMessages.ts'
import type { Pages } from '../../queries/usePages.ts'

export function LoadMore({ pages }: { pages: Pages<unknown> }): JSX.Element | null {
  const { hasMore, isLoadingMore, loadMore, problem, isCancelled } = pages
  if (problem || isCancelled) {
    return <ProblemBox load={pages} />
  }
  if (!hasMore) {
    return null
  }
  return (
    <p class="load-more">
      {/* Not `disabled`: a button that loses the focus while loading also loses the reader's place. */}
      <button type="button" class="button" onClick={loadMore} aria-disabled={isLoadingMore}>
        {t(isLoadingMore ? 'list.loading' : 'session.more')}
      </button>
    </p>
  )
}
