import type { JSX } from 'preact'
import { isFailedStatus } from '../../../protocol/logStatus.ts'
import { findText } from '../i18n/messages.ts'

/** Grave, notable and plain have a shape each: colour alone would tell nothing to some. Drawn on a grid of 9. */
const LOOKS = {
  crashed: 'M4.5 0 9 9H0z',
  unhandled: 'M4.500 0 9 4.500 4.500 9 0 4.500z',
  ok: 'M4.5 0a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  exited:
    'M4.5 0a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM4.500 2a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
} as const

function toLook(status: string): keyof typeof LOOKS {
  if (isFailedStatus(status)) {
    return 'crashed'
  }
  return status === 'warning' ? 'unhandled' : status === 'ok' ? 'ok' : 'exited'
}

/** Status of a log: a shape, a colour and a word. A word that its sender chose stays as it is. */
export function LogStatus({ status }: { status: string }): JSX.Element {
  const look = toLook(status)
  return (
    <span class={`status status-${look}`} title={status}>
      <svg class="status-mark" viewBox="0 0 9 9" aria-hidden="true">
        <path fill-rule="evenodd" d={LOOKS[look]} />
      </svg>
      {findText(`logStatus.${status}`) ?? status}
    </span>
  )
}
