import type { JSX } from 'preact'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { EventTag } from '../../components/eventTag.tsx'
import { LogStatus } from '../../components/logStatus.tsx'
import { toOffsetText } from '../../format/offset.ts'
import { toIso } from '../../format/time.ts'
import { toShortUrl } from '../../format/url.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatClock, formatDuration } from '../../i18n/format.ts'
import { toEventDuration, toEventMark, toEventName } from '../../models/eventFields.ts'
import type { TimeMode } from '../../models/session/entries.ts'
import { toMarkKind } from '../../models/session/journey.ts'

interface Props {
  event: SessionEvent
  /** ms since the epoch. */
  sessionStart: number
  /** Time of the entry before; that of the session's start for the first. */
  previousTime: number
  timeMode: TimeMode
  isOpen: boolean
  tabIndex: 0 | -1
  open: (eventId: string | undefined) => void
}

/** One event as a button that opens its details beside the list. */
export function EntryRow(props: Props): JSX.Element {
  const { event, isOpen, tabIndex, open } = props
  const duration = toEventDuration(event)
  const { text, isFailure } = toEventMark(event)
  const kind = toMarkKind(event)
  return (
    <button
      type="button"
      class={`event-row is-${event.type} ${kind ?? ''}`}
      data-row={event.event_id}
      tabIndex={tabIndex}
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'entry-details' : undefined}
      onClick={() => open(isOpen ? undefined : event.event_id)}
    >
      <time class="offset" dateTime={toIso(event.time)} title={toIso(event.time)}>
        {toTimeText(props)}
      </time>
      <EventTag type={event.type} />
      <span class="event-name">{toNameText(event)}</span>
      <span class={isFailure ? 'event-mark failure' : 'event-mark'}>
        {event.type === 'log' ? <LogStatus status={event.status} /> : toVisibleText(text)}
      </span>
      <span class="event-duration">{duration > 0 ? formatDuration(duration) : ''}</span>
    </button>
  )
}

/** Long messages and addresses end in the row; the details have them whole. */
const NAME_LENGTH = 300

export function toNameText(event: SessionEvent): string {
  const name =
    event.type === 'view' && event.view_name
      ? event.view_name
      : toShortUrl(toEventName(event), event.view_url)
  return toVisibleText(name.slice(0, NAME_LENGTH))
}

function toTimeText({ event, sessionStart, previousTime, timeMode }: Props): string {
  switch (timeMode) {
    case 'clock':
      return formatClock(event.time)
    case 'gap':
      return toOffsetText(event.time - previousTime)
    case 'offset':
      return toOffsetText(event.time - sessionStart)
  }
}
