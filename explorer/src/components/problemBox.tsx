import type { JSX } from 'preact'
import type { Problem } from '../api/request.ts'
import { t } from '../i18n/messages.ts'

interface Props {
  /** State of what was asked; see `Load`. */
  load: { problem: Problem | undefined; isCancelled: boolean; retry: () => void }
  /** In a place beside the main one: one line. */
  isCompact?: boolean
}

/** Says what went wrong with a question, or that the reader gave it up, and offers to ask again. */
export function ProblemBox({ load, isCompact = false }: Props): JSX.Element | null {
  const { problem, isCancelled, retry } = load
  if (problem === undefined && !isCancelled) {
    return null
  }
  const look = isCancelled ? 'quiet' : problem?.kind === 'forbidden' ? 'forbidden' : 'problem'
  return (
    <div
      class={`message ${look}${isCompact ? ' compact' : ''}`}
      role={isCancelled ? 'status' : 'alert'}
    >
      <p class="message-title">{t(problem ? `problem.${problem.kind}` : 'problem.cancelled')}</p>
      {problem && <p class="message-detail">{toDetail(problem)}</p>}
      <button type="button" class="button" onClick={retry}>
        {t('list.retry')}
      </button>
    </div>
  )
}

function toDetail({ kind, detail }: Problem): string {
  return kind === 'unreachable' || kind === 'forbidden' ? t(`problem.${kind}.detail`) : detail
}
