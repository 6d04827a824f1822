import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { SessionSummary } from '../../../../protocol/query.ts'
import type { UserQuestion } from '../../api/users.ts'
import { fetchUserSessions } from '../../api/users.ts'
import { StatusBadge } from '../../components/statusBadge.tsx'
import { toReadableUrl } from '../../format/readableUrl.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatDuration, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/userMessages.ts'
import { toRowKey, toSessionPath } from '../../models/route.ts'
import { toShownStatus } from '../../models/session/shownStatus.ts'
import { usePages } from '../../queries/usePages.ts'
import { LoadMore } from '../session/loadMore.tsx'

const COUNTS = ['session_view_count', 'session_action_count', 'session_error_count'] as const

/** All sessions of the user in the range, the newest first. */
export function UserSessions({ question }: { question: UserQuestion }): JSX.Element {
  const key = `user sessions ${JSON.stringify(question)}`
  const pages = usePages<SessionSummary>(key, {
    shape: 'user sessions',
    fetchPage: (cursor, abort) => fetchUserSessions(question, cursor, abort),
  })
  const { rows, isLoading } = pages
  return (
    <section class="user-part" aria-labelledby="user-sessions" aria-busy={isLoading}>
      <h2 id="user-sessions">{t('user.recent')}</h2>
      {rows.length === 0 && !isLoading && !pages.problem && (
        <p class="faint">{t('user.noSessions')}</p>
      )}
      {rows.length > 0 && (
        <div class="related-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{toFieldLabel('session_start')}</th>
                <th scope="col">{toFieldLabel('time_spent')}</th>
                <th scope="col">{toFieldLabel('session_status')}</th>
                {COUNTS.map((field) => (
                  <th key={field} scope="col" class="number">
                    {toFieldLabel(field)}
                  </th>
                ))}
                <th scope="col">{toFieldLabel('browser')}</th>
                <th scope="col">{toFieldLabel('session_first_view_url')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((session) => (
                <SessionRow key={toRowKey(session)} session={session} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <LoadMore pages={pages} />
    </section>
  )
}

function SessionRow({ session }: { session: SessionSummary }): JSX.Element {
  return (
    <tr>
      <td>
        <Link href={toSessionPath(session)}>{formatTime(session.session_start)}</Link>
      </td>
      <td>{formatDuration(session.time_spent)}</td>
      <td>
        <StatusBadge status={toShownStatus(session, Date.now())} />
      </td>
      {COUNTS.map((field) => (
        <td
          key={field}
          class={field === 'session_error_count' && session[field] > 0 ? 'number alarm' : 'number'}
        >
          {formatCount(session[field])}
        </td>
      ))}
      <td>{toVisibleText(session.browser)}</td>
      <td class="user-message">{toVisibleText(toReadableUrl(session.session_first_view.url))}</td>
    </tr>
  )
}
