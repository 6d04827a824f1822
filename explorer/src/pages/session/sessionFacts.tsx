import type { JSX } from 'preact'
import type { SessionSummary } from '../../../../protocol/query.ts'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatDuration, formatTime } from '../../i18n/format.ts'
import { readSessionValue } from '../../models/fields/readValue.ts'

const COUNTS = [
  'session_view_count',
  'session_action_count',
  'session_error_count',
  'session_resource_count',
  'session_long_task_count',
] as const

export function SessionCounts({ session }: { session: SessionSummary }): JSX.Element {
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

/** Told at once: when, how long, what kind of session, of which service and version, from the first page to the last. */
const FACTS = [
  'session_start',
  'time_spent',
  'session_type',
  'service',
  'version',
  'session_first_view_path',
  'session_last_view_path',
] as const

export function SessionFacts({ session }: { session: SessionSummary }): JSX.Element {
  return (
    <dl class="facts">
      {FACTS.map((field) => (
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

function toText(session: SessionSummary, field: (typeof FACTS)[number]): string | undefined {
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
