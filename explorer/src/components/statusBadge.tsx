import type { JSX } from 'preact'
import type { SessionStatus, SessionSummary } from '../../../protocol/query.ts'

const WORDS: Readonly<Record<SessionStatus, string>> = {
  ok: 'Open',
  exited: 'Ended',
  crashed: 'Crashed',
  unhandled: 'Unhandled',
  abnormal: 'Killed',
}

const REASONS: Readonly<Record<SessionStatus, string>> = {
  ok: 'still open, as far as is known',
  exited: 'ended normally',
  crashed: 'an uncaught error or rejection',
  unhandled: 'an uncaught error or rejection',
  abnormal: 'the tab was killed while it was visible',
}

/** Health of a session in one word; empty without a health record. */
export function StatusBadge({
  status,
}: {
  status: SessionSummary['session_status']
}): JSX.Element | null {
  if (status === '') {
    return null
  }
  return (
    <span class={`status status-${status}`} title={`${status}: ${REASONS[status]}`}>
      {WORDS[status]}
    </span>
  )
}
