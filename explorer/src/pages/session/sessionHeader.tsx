import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { SessionSummary } from '../../../../protocol/query.ts'
import { CopyButton } from '../../components/copyButton.tsx'
import { StatusBadge } from '../../components/statusBadge.tsx'
import { toPersonText } from '../../format/person.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { toUserPath } from '../../models/route.ts'
import { toShownStatus } from '../../models/session/shownStatus.ts'
import { SessionCounts, SessionFacts } from './sessionFacts.tsx'

/** Head of the page of a session: who it was, and the details of the session in numbers. */
export function SessionHeader({ session }: { session: SessionSummary }): JSX.Element {
  const { label, note, isAnonymous } = toPersonText(session)
  return (
    <section class="session-header" aria-label={t('session.details')}>
      <div class="session-title">
        <div class="session-name">
          <h1 tabIndex={-1}>{isAnonymous ? t('value.anonymous') : toVisibleText(label)}</h1>
          {!isAnonymous && (
            <Link href={toUserPath(session.userid || label, session.app_id)} class="user-link">
              {t('value.openUser')}
            </Link>
          )}
          <StatusBadge status={toShownStatus(session, Date.now())} />
        </div>
        {note && <p class="note">{toVisibleText(note)}</p>}
        <p class="session-id">
          <code>{toVisibleText(session.session_id)}</code>
          <CopyButton text={session.session_id} label={t('session.copyId')} />
        </p>
      </div>
      <SessionCounts session={session} />
      <SessionFacts session={session} />
    </section>
  )
}
