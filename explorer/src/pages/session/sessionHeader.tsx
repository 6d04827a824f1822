import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { SessionSummary } from '../../../../protocol/query.ts'
import { CopyButton } from '../../components/copyButton.tsx'
import { StatusBadge } from '../../components/statusBadge.tsx'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toPersonText } from '../../format/person.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatDuration, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { readSessionValue } from '../../models/fields/readValue.ts'
import { toUserPath } from '../../models/route.ts'

export function SessionHeader({ session }: { session: SessionSummary }): JSX.Element {
  const { label, note, isAnonymous } = toPersonText(session)
  return (
    <section class="session-header" aria-label={t('session.summary')}>
      <div class="session-title">
        <div class="session-name">
          <h1 tabIndex={-1}>{isAnonymous ? t('value.anonymous') : toVisibleText(label)}</h1>
          {!isAnonymous && (
            <Link href={toUserPath(session.userid || label, session.app_id)} class="user-link">
              {t('value.openUser')}
            </Link>
          )}
          <StatusBadge status={session.session_status} />
        </div>
        {note && <p class="note">{toVisibleText(note)}</p>}
        <p class="session-id">
          <code>{toVisibleText(session.session_id)}</code>
          <CopyButton text={session.session_id} label={t('session.copyId')} />
        </p>
      </div>
      <Counts session={session} />
      <Facts session={session} fields={FIRST_FACTS} />
      <details class="more-facts">
        <summary>{t('session.properties')}</summary>
        <Facts session={session} fields={FACTS} />
      </details>
    </section>
  )
}

const COUNTS = [
  'session_view_count',
  'session_action_count',
  'session_error_count',
  'session_resource_count',
  'session_long_task_count',
] as const

function Counts({ session }: { session: SessionSummary }): JSX.Element {
  return (
    <dl class="counts">
      {COUNTS.map((key) => (
        <div
          key={key}
          class={key === 'session_error_count' && session[key] > 0 ? 'count alarm' : 'count'}
        >
          <dt>{toFieldLabel(key)}</dt>
          <dd>
            <FactValue session={session} field={key} text={formatCount(session[key])} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Told at once: when, how long, what kind of session, of which service. */
const FIRST_FACTS = ['session_start', 'time_spent', 'session_type', 'service', 'version'] as const

const FACTS = [
  'userid',
  'user_name',
  'user_email',
  'device',
  'os',
  'browser',
  'browser_version',
  'country',
  'city',
  'app_id',
  'env',
  'session_referrer',
  'session_first_view_url',
  'session_last_view_url',
] as const

interface FactsProps {
  session: SessionSummary
  fields: readonly ((typeof FIRST_FACTS)[number] | (typeof FACTS)[number])[]
}

function Facts({ session, fields }: FactsProps): JSX.Element {
  return (
    <dl class="facts">
      {fields.map((field) => (
        <div key={field} class="fact">
          <dt>{toFieldLabel(field)}</dt>
          <dd>
            <FactValue session={session} field={field} text={toText(session, field)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function toText(session: SessionSummary, field: string): string | undefined {
  return field === 'session_start'
    ? formatTime(session.session_start)
    : field === 'time_spent'
      ? formatDuration(session.time_spent)
      : undefined
}

interface FactValueProps {
  session: SessionSummary
  field: string
  text: string | undefined
}

function FactValue({ session, field, text }: FactValueProps): JSX.Element {
  const actions = useValueActions()
  return (
    <Value field={field} raw={readSessionValue(session, field)} actions={actions}>
      {text}
    </Value>
  )
}
