import type { JSX } from 'preact'
import type { Problem } from '../api/request.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/messages.ts'

/** Titles of `api/request.ts`, in the reader's language. */
const TITLES: Readonly<Record<string, MessageKey>> = {
  'The collector cannot be reached.': 'problem.unreachable',
  'Not found.': 'problem.notFound',
  'The collector failed to answer.': 'problem.failed',
  'The collector refused the request.': 'problem.refused',
  'The collector’s answer cannot be read.': 'problem.unreadable',
  'The explorer failed.': 'problem.explorer',
}

interface Props {
  problem: Problem
  retry: () => void
}

export function ProblemBox({ problem, retry }: Props): JSX.Element {
  const key = TITLES[problem.title]
  return (
    <div class="message problem" role="alert">
      <p class="message-title">{key ? t(key) : problem.title}</p>
      <p>{key === 'problem.unreachable' ? t('problem.unreachable.detail') : problem.detail}</p>
      <button type="button" class="button" onClick={retry}>
        {t('list.retry')}
      </button>
    </div>
  )
}
