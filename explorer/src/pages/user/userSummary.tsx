import type { ComponentChildren, JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { UserFacts } from '../../api/users.ts'
import { DEVICE_KEYS } from '../../api/users.ts'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/userMessages.ts'
import { toSessionPath, toUserPath } from '../../models/route.ts'

interface Props {
  facts: UserFacts
  user: string
  appId: string | undefined
}

const NAMES = [
  ['userid', 'user.ids'],
  ['user_name', 'user.names'],
  ['user_email', 'user.emails'],
] as const

/** Known names of the user, first and last visit, and the devices; from the first session on. */
export function UserSummary({ facts, user, appId }: Props): JSX.Element {
  const { first, last, values } = facts
  return (
    <section class="user-summary" aria-label={t('user.summary')}>
      <dl class="facts">
        <Fact label={t('user.sessions')}>{formatCount(facts.sessions)}</Fact>
        {first && (
          <Fact label={t('user.firstSeen')}>
            <Link href={toSessionPath(first)}>{formatTime(first.session_start)}</Link>
          </Fact>
        )}
        {last && (
          <Fact label={t('user.lastSeen')}>
            <Link href={toSessionPath(last)}>{formatTime(last.session_start)}</Link>
          </Fact>
        )}
        {NAMES.map(([key, label]) => {
          const found = (values.get(key) ?? []).filter(({ value }) => value !== '')
          return (
            found.length > 0 && (
              <Fact key={key} label={t(label)}>
                <ul class="user-values">
                  {found.map(({ value }) => (
                    <li key={value}>
                      {value === user ? (
                        toVisibleText(value)
                      ) : (
                        <Link href={toUserPath(value, appId)}>{toVisibleText(value)}</Link>
                      )}
                    </li>
                  ))}
                </ul>
              </Fact>
            )
          )
        })}
      </dl>
      <h2>{t('user.devices')}</h2>
      <dl class="facts">
        {DEVICE_KEYS.filter((key) => values.get(key)?.length).map((key) => (
          <Fact key={key} label={toFieldLabel(key)}>
            <Counted field={key} values={values.get(key) ?? []} />
          </Fact>
        ))}
      </dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface CountedProps {
  field: string
  values: readonly { value: string; count: number }[]
}

/** Values with their number of sessions. */
function Counted({ field, values }: CountedProps): JSX.Element {
  const actions = useValueActions()
  return (
    <ul class="user-values">
      {values.map(({ value, count }) => (
        <li key={value}>
          <Value field={field} raw={value} actions={actions} />{' '}
          <span class="faint">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  )
}
