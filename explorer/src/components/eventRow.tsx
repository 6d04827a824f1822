import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SessionEvent } from '../../../protocol/query.ts'
import { toOffsetText } from '../format/offset.ts'
import { toIso } from '../format/time.ts'
import { toShortUrl } from '../format/url.ts'
import { formatDuration, formatMoment } from '../i18n/format.ts'
import { toEventDuration, toEventMark, toEventName } from '../models/eventFields.ts'
import type { FieldIndex } from '../models/fields/fieldIndex.ts'
import { EventDetails } from './eventDetails.tsx'
import { EventTag } from './eventTag.tsx'
import { LogStatus } from './logStatus.tsx'

interface Props {
  event: SessionEvent
  fields: FieldIndex
  offsetMs: number
  isOpen: boolean
  tabIndex: 0 | -1
  open: (eventId: string | undefined) => void
}

/** One event as a button that opens its details, which come next in the Tab order. */
export function EventRow({ event, fields, offsetMs, isOpen, tabIndex, open }: Props): JSX.Element {
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isOpen) {
      row.current?.scrollIntoView({ block: 'nearest' }) // a shared link may open an event far down the list
    }
  }, [isOpen])
  const duration = toEventDuration(event)
  const detailsId = `details-${event.event_id}`
  return (
    <>
      <button
        ref={row}
        type="button"
        class={`event-row is-${event.type}`}
        data-row={event.event_id}
        tabIndex={tabIndex}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailsId : undefined}
        onClick={() => open(isOpen ? undefined : event.event_id)}
      >
        <time class="offset" dateTime={toIso(event.time)} title={formatMoment(event.time)}>
          {toOffsetText(offsetMs)}
        </time>
        <EventTag type={event.type} />
        <span class="event-name">
          {event.type === 'view' && event.view_name
            ? event.view_name
            : toShortUrl(toEventName(event), event.view_url)}
        </span>
        <Mark event={event} />
        <span class="event-duration">{duration > 0 ? formatDuration(duration) : ''}</span>
      </button>
      {isOpen && (
        <EventDetails id={detailsId} event={event} fields={fields} close={() => open(undefined)} />
      )}
    </>
  )
}

function Mark({ event }: { event: SessionEvent }): JSX.Element {
  if (event.type === 'log') {
    return (
      <span class="event-mark">
        <LogStatus status={event.status} />
      </span>
    )
  }
  const { text, isFailure } = toEventMark(event)
  return <span class={isFailure ? 'event-mark failure' : 'event-mark'}>{text}</span>
}
