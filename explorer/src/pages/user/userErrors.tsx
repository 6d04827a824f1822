import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { ErrorGroup } from '../../../../protocol/analytics.ts'
import { toSearch } from '../../api/request.ts'
import type { UserQuestion } from '../../api/users.ts'
import { fetchUserErrors } from '../../api/users.ts'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/userMessages.ts'
import { useQuery } from '../../queries/useQuery.ts'

interface Props {
  question: UserQuestion
  days: number
}

/** Groups of the errors that the user met, with how often. */
export function UserErrors({ question, days }: Props): JSX.Element {
  const load = useQuery(`user errors ${JSON.stringify(question)}`, (abort) =>
    fetchUserErrors(question, abort),
  )
  const groups = load.data
  return (
    <section class="user-part" aria-labelledby="user-errors" aria-busy={load.isLoading}>
      <h2 id="user-errors">{t('user.errors')}</h2>
      <ProblemBox load={load} isCompact />
      {groups?.length === 0 && <p class="faint">{t('user.noErrors')}</p>}
      {groups && groups.length > 0 && (
        <div class="related-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{toFieldLabel('error_type', 'error')}</th>
                <th scope="col">{toFieldLabel('error_message', 'error')}</th>
                <th scope="col" class="number">
                  {t('user.errors')}
                </th>
                <th scope="col">{t('field.last_seen')}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={`${group.app_id} ${group.fingerprint}`}>
                  <td>{toVisibleText(group.error_type)}</td>
                  <td class="user-message">
                    <Link href={toErrorsPath(group, question.query, days)}>
                      {toVisibleText(group.error_message.slice(0, 300)) || t('user.inList')}
                    </Link>
                  </td>
                  <td class="number">{formatCount(group.count)}</td>
                  <td>{formatTime(group.last_seen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** The user's errors of one group in the list of errors. */
function toErrorsPath({ app_id, fingerprint }: ErrorGroup, query: string, days: number): string {
  const search = { range: `${days}d`, app_id, query: `${query} fingerprint:${fingerprint}` }
  return `/errors${toSearch({ ...search, group: 0 })}`
}
