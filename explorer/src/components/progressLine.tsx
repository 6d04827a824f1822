import type { JSX } from 'preact'
import { t } from '../i18n/messages.ts'
import type { SlowQueries } from '../queries/slowQueries.ts'
import { Button } from './button.tsx'

/** Appears when an answer takes more than a second, and offers to give the question up. */
export function ProgressLine({ slow }: { slow: SlowQueries }): JSX.Element {
  const { isSlow, isRetrying } = slow.state.value
  // The live region stays: a screen reader reads what changes inside.
  return (
    <div class={isSlow ? 'progress-place is-slow' : 'progress-place'} role="status">
      {isSlow && (
        <div class="progress">
          <span>{t(isRetrying ? 'progress.retrying' : 'progress.slow')}</span>
          <Button onClick={slow.cancel}>{t('common.cancel')}</Button>
        </div>
      )}
    </div>
  )
}
