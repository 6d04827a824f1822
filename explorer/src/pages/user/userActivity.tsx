import type { JSX } from 'preact'
import type { UserQuestion } from '../../api/users.ts'
import { fetchUserDays } from '../../api/users.ts'
import { ProblemBox } from '../../components/problemBox.tsx'
import { formatCount, formatTick } from '../../i18n/format.ts'
import { t } from '../../i18n/userMessages.ts'
import type { ZoneChoice } from '../../models/time/zone.ts'
import { toZoneName } from '../../models/time/zone.ts'
import { useQuery } from '../../queries/useQuery.ts'

interface Props {
  question: UserQuestion
  zone: ZoneChoice
}

/** A tick of so long an axis is a day. */
const MONTH_MS = 30 * 86_400_000

/** Sessions of each day, as bars that are a list for assistive software. */
export function UserActivity({ question, zone }: Props): JSX.Element {
  const name = toZoneName(zone)
  const load = useQuery(`user days ${name} ${JSON.stringify(question)}`, (abort) =>
    fetchUserDays(question, name, abort),
  )
  const buckets = load.data?.buckets ?? []
  const most = Math.max(1, ...buckets.map(({ count }) => count))
  return (
    <section class="user-part" aria-labelledby="user-days" aria-busy={load.isLoading}>
      <h2 id="user-days">{t('user.activity')}</h2>
      <ProblemBox load={load} isCompact />
      <ol class="user-days">
        {buckets.map(({ time, count }) => {
          const text = t('user.day', { date: formatTick(time, MONTH_MS), count })
          return (
            <li key={time} title={text}>
              <span class="visually-hidden">{text}</span>
              <span
                class={count === 0 ? 'user-bar none' : 'user-bar'}
                style={{ height: `${(count / most) * 100}%` }}
                aria-hidden="true"
              >
                {count > 0 && formatCount(count)}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
