import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { CopyButton } from '../../components/copyButton.tsx'
import { Icon } from '../../components/icon.tsx'
import { RelatedLogs } from '../../components/relatedLogs.tsx'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatProperty } from '../../i18n/formatProperty.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { toEventName } from '../../models/eventFields.ts'
import type { FieldIndex } from '../../models/fields/fieldIndex.ts'
import type { Property } from '../../models/fields/readValue.ts'
import { findProperties, toProperties } from '../../models/fields/readValue.ts'
import { ErrorDetail } from './errorDetail.tsx'
import { PerformanceDetail } from './performanceDetail.tsx'
import { RelatedEvents } from './relatedEvents.tsx'

interface Props {
  event: SessionEvent
  session: SessionSummary
  /** Loaded events of the session, in the order of time. */
  events: readonly SessionEvent[]
  fields: FieldIndex
  /** Opens another event; `undefined` closes. */
  select: (eventId: string | undefined) => void
}

/** All stored values of an event: over the list on a narrow screen, beside it on a wide one. */
export function EventDetails({ event, session, events, fields, select }: Props): JSX.Element {
  const type = t(`type.${event.type}`)
  return (
    <section id="entry-details" class="event-details" aria-label={t('event.details', { type })}>
      <header class="details-bar">
        <h2>{type}</h2>
        <CopyButton text={JSON.stringify(event, null, 2)} label={t('event.copyJson')} />
        <button
          type="button"
          class="button quiet icon-only"
          onClick={() => select(undefined)}
          title={t('event.close')}
        >
          <Icon name="close" />
          <span class="visually-hidden">{t('event.close')}</span>
        </button>
      </header>
      <p class="details-name">{toVisibleText(toEventName(event) || event.view_url)}</p>
      {event.type === 'error' ? (
        <ErrorDetail error={event} session={session} events={events} select={select} />
      ) : (
        <PerformanceDetail event={event} events={events} select={select} />
      )}
      <RelatedEvents event={event} session={session} events={events} select={select} />
      <RelatedLogs event={event} />
      <EventProperties event={event} fields={fields} />
    </section>
  )
}

/** The stack has a place of its own. */
const SHOWN_ABOVE: readonly string[] = ['error_stack']

/** All values of an event with their menus, and a search over them. */
export function EventProperties({ event, fields }: Pick<Props, 'event' | 'fields'>): JSX.Element {
  const [wanted, setWanted] = useState('')
  const all = toProperties(event, fields).filter(({ key }) => !SHOWN_ABOVE.includes(key))
  const found = findProperties(all, wanted)
  const known = found.filter(({ isCustom }) => !isCustom)
  const custom = found.filter(({ isCustom }) => isCustom)
  return (
    <div class="properties">
      <input
        type="search"
        class="properties-find"
        value={wanted}
        placeholder={t('session.findField')}
        aria-label={t('session.findField')}
        onInput={(input) => setWanted(input.currentTarget.value)}
      />
      {custom.length > 0 && (
        <>
          <h3>{t('session.extended')}</h3>
          <PropertyList event={event} properties={custom} />
        </>
      )}
      <PropertyList event={event} properties={known} />
      {found.length === 0 && <p class="faint">{t('session.noField')}</p>}
    </div>
  )
}

interface PropertyListProps {
  event: SessionEvent
  properties: readonly Property[]
}

function PropertyList({ event, properties }: PropertyListProps): JSX.Element {
  const actions = useValueActions()
  return (
    <dl class="attributes">
      {properties.map(({ key, name, value, isCustom }) => (
        <div key={key} class="attribute">
          <dt title={name}>{isCustom ? name : toFieldLabel(key, event.type)}</dt>
          <dd>
            <Value field={key} raw={value} actions={actions}>
              {formatProperty(value, isCustom ? undefined : { key, type: event.type })}
            </Value>
          </dd>
        </div>
      ))}
    </dl>
  )
}
