import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { CopyButton } from '../../components/copyButton.tsx'
import { Icon } from '../../components/icon.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { toEventName } from '../../models/eventFields.ts'
import { toEventFields } from '../../models/session/extendedFields.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { BoundViews } from './boundViews.tsx'
import { ErrorDetail } from './errorDetail.tsx'
import { ErrorStacks } from './errorStacks.tsx'
import { FieldRegions } from './fieldRegion.tsx'
import { PerformanceDetail } from './performanceDetail.tsx'
import { RelatedEvents } from './relatedEvents.tsx'
import { RelatedLogsPanel } from './relatedLogsPanel.tsx'
import { SystemLinksOf } from './systemLinks.tsx'
import { useWholeEvent } from './useWholeEvent.ts'

interface Props {
  event: SessionEvent
  session: SessionSummary
  /** Loaded events of the session, in the order of time. */
  events: readonly SessionEvent[]
  explorer: Explorer
  /** Opens another event; `undefined` closes. */
  select: (eventId: string | undefined) => void
  /** Covers the list, which comes back with it: takes the focus, and has the way back before its name. */
  isLayer?: boolean
  /** Details of the session, where they do not stand beside it. */
  children?: ComponentChildren
}

/** The waterfall of a view keeps its window while its events are opened one by one. */
export const toDetailsKey = (event: SessionEvent): string =>
  event.type === 'error' ? event.event_id : event.view_id

/** All that is known of an event: over the list on a narrow screen and in a drawer, beside it on a wide page. */
export function EventDetails(props: Props): JSX.Element {
  const { session, events, explorer, select, isLayer = false } = props
  const event = useWholeEvent(props.event)
  const parts = useMemo(() => toEventFields(event, explorer.fields), [event, explorer.fields])
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isLayer) {
      title.current?.focus({ preventScroll: true })
    }
  }, [isLayer])
  const type = t(`type.${event.type}`)
  const close = t(isLayer ? 'event.back' : 'event.close')
  return (
    <section id="entry-details" class="event-details" aria-label={t('event.details', { type })}>
      <header class={isLayer ? 'details-bar is-layer' : 'details-bar'}>
        <h2 ref={title} tabIndex={-1}>
          {type}
        </h2>
        <CopyButton text={JSON.stringify(event, null, 2)} label={t('event.copyJson')} />
        <button
          type="button"
          class={isLayer ? 'button quiet' : 'button quiet icon-only'}
          onClick={() => select(undefined)}
          title={close}
        >
          <Icon name={isLayer ? 'back' : 'close'} />
          <span class={isLayer ? '' : 'visually-hidden'}>{close}</span>
        </button>
      </header>
      <p class="details-name">{toVisibleText(toEventName(props.event) || props.event.view_url)}</p>
      <SystemLinksOf event={event} appId={session.app_id} />
      {event.type === 'error' ? (
        <ErrorDetail error={event} session={session} events={events} select={select} />
      ) : (
        <>
          {event.type === 'log' && <ErrorStacks event={event} />}
          <PerformanceDetail event={event} events={events} select={select} />
        </>
      )}
      <RelatedEvents event={event} session={session} events={events} select={select} />
      <RelatedLogsPanel key={event.event_id} event={event} events={events} select={select} />
      {props.children}
      <FieldRegions parts={parts} type={event.type} />
      <BoundViews appId={session.app_id} session={session} event={event} explorer={explorer} />
    </section>
  )
}
