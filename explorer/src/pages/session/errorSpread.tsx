import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ErrorEvent, SessionSummary } from '../../../../protocol/query.ts'
import { fetchErrorGroup } from '../../api/errorGroup.ts'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Sparkline } from '../../components/sparkline.tsx'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { formatCount, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { ErrorDifferencesButton } from './errorDifferencesButton.tsx'

interface Props {
  error: ErrorEvent
  session: SessionSummary
}

const WEEK_MS = 7 * 86_400_000

/** How far an error has spread: over sessions, users, versions and time. Loads, fails and retries alone. */
export function ErrorSpread({ error, session }: Props): JSX.Element | null {
  const actions = useValueActions()
  const [now] = useState(Date.now)
  const appId = session.app_id
  const { fingerprint } = error
  // A week up to now, or around an older error.
  const to = Math.max(error.time + 1, Math.min(now, error.time + WEEK_MS))
  const key = fingerprint && `error ${appId} ${fingerprint} ${to}`
  const load = useQuery(key || undefined, (abort) =>
    fetchErrorGroup({ appId, fingerprint, from: to - WEEK_MS, to }, abort),
  )
  if (load.problem || load.isCancelled) {
    return <ProblemBox load={load} isCompact />
  }
  const group = load.data?.group
  if (!group) {
    return key ? (
      <p class="spread faint" data-busy={load.isLoading}>
        {t('list.loading')}
      </p>
    ) : null
  }
  return (
    <section class="spread" aria-labelledby="spread-title">
      <h3 id="spread-title">{t('error.spread')}</h3>
      <dl class="error-facts">
        {(['count', 'sessions', 'users'] as const).map((field) => (
          <div key={field}>
            <dt>{t(`error.${field}`)}</dt>
            <dd>
              <Value field="fingerprint" raw={fingerprint} actions={actions}>
                {formatCount(group[field])}
              </Value>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('field.first_seen')}</dt>
          <dd>{formatTime(group.first_seen)}</dd>
        </div>
        <div>
          <dt>{t('field.last_seen')}</dt>
          <dd>{formatTime(group.last_seen)}</dd>
        </div>
        <div>
          <dt>{t('error.trend')}</dt>
          <dd>
            <Sparkline counts={group.trend} label={t('error.trendText', { count: group.count })} />
          </dd>
        </div>
        <div>
          <dt>{t('error.versions')}</dt>
          <dd class="error-versions">
            {group.versions.map((version) => (
              <Value key={version} field="version" raw={version} actions={actions} />
            ))}
          </dd>
        </div>
      </dl>
      <p>
        <ErrorDifferencesButton
          scope={{ appId, zone: 'browser', window: { from: to - WEEK_MS, to } }}
          fingerprint={fingerprint}
        />
      </p>
    </section>
  )
}
