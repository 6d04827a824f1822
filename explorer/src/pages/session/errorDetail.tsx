import type { JSX } from 'preact'
import type { ErrorEvent, SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { readEventValue } from '../../models/fields/readValue.ts'
import { listSteps } from '../../models/session/related.ts'
import { ErrorSpread } from './errorSpread.tsx'
import { ErrorStacks } from './errorStacks.tsx'
import { EventLinks } from './eventLinks.tsx'

interface Props {
  error: ErrorEvent
  session: SessionSummary
  events: readonly SessionEvent[]
  select: (eventId: string) => void
}

const STEPS = 10
const FACTS = ['error_type', 'error_source', 'error_handling', 'version', 'view_path'] as const

/** An error: what it is, where it was thrown, whom it met, and what the visitor did before it. */
export function ErrorDetail({ error, session, events, select }: Props): JSX.Element {
  const actions = useValueActions()
  const steps = listSteps(events, { eventId: error.event_id, count: STEPS })
  return (
    <>
      <dl class="error-facts">
        {FACTS.map((field) => (
          <div key={field}>
            <dt>{toFieldLabel(field, 'error')}</dt>
            <dd>
              <Value field={field} raw={readEventValue(error, field)} actions={actions} />
            </dd>
          </div>
        ))}
      </dl>
      <ErrorStacks event={error} />
      <ErrorSpread error={error} session={session} />
      <section class="steps" aria-labelledby="steps-title">
        <h3 id="steps-title">{t('error.steps')}</h3>
        {steps.length > 0 ? (
          <EventLinks
            events={steps}
            sessionStart={session.session_start}
            select={select}
            label={t('error.steps')}
          />
        ) : (
          <p class="faint">{t('error.noSteps')}</p>
        )}
      </section>
    </>
  )
}
