import type { JSX } from 'preact'
import { t } from '../i18n/messages.ts'
import type { ShownStatus } from '../models/session/shownStatus.ts'

/** A shape for each status: colour alone would tell nothing to some. Drawn on a grid of 9. */
const SHAPES: Readonly<Record<ShownStatus, string>> = {
  open: 'M4.5 0a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  left: 'M4.5 0a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM4.500 1.500a3 3 0 0 1 0 6z',
  exited:
    'M4.5 0a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM4.500 2a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  crashed: 'M4.5 0 9 9H0z',
  unhandled: 'M4.500 0 9 4.500 4.500 9 0 4.500z',
  abnormal: 'M0 0h9v9H0z',
}

/** Status of a session: a shape and a word. Empty where none is known. */
export function StatusBadge({ status }: { status: ShownStatus | '' }): JSX.Element | null {
  if (status === '') {
    return null
  }
  const value = status === 'open' || status === 'left' ? 'ok' : status // as a search has it
  return (
    <span class={`status status-${status}`} title={`${value}: ${t(`status.${status}.hint`)}`}>
      <svg class="status-mark" viewBox="0 0 9 9" aria-hidden="true">
        <path fill-rule="evenodd" d={SHAPES[status]} />
      </svg>
      {t(`status.${status}`)}
    </span>
  )
}
