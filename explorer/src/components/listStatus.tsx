import type { JSX } from 'preact'
import { toCountText } from '../format/count.ts'
import { toClockText } from '../format/time.ts'
import type { PagedState } from '../models/pagedLoad.ts'

interface Props {
  state: PagedState<unknown>
  /** ms since the epoch; arrival of the rows. */
  loadedAt: number | undefined
}

/** Number of loaded rows. Only the count is a live region, so that an unchanged refresh is not announced. */
export function ListStatus({ state, loadedAt }: Props): JSX.Element {
  const { phase, rows } = state
  return (
    <p class="list-status" data-busy={phase === 'loading' || phase === 'refreshing'}>
      <span role="status">{toStatusText(state)}</span>{' '}
      {rows.length > 0 && loadedAt !== undefined && (
        <span class="faint">as of {toClockText(loadedAt)}</span>
      )}
    </p>
  )
}

function toStatusText({ phase, rows, nextCursor }: PagedState<unknown>): string {
  if (phase === 'loading' || phase === 'idle') {
    return 'Loading sessions…'
  }
  if (rows.length === 0) {
    return phase === 'failed' ? '' : 'No sessions'
  }
  const count = toCountText(rows.length, 'session', 'sessions')
  return nextCursor === undefined ? `${count}, all loaded` : `First ${count} loaded`
}
