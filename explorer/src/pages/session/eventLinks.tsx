import type { JSX } from 'preact'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { Icon } from '../../components/icon.tsx'
import { toOffsetText } from '../../format/offset.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { toEventMark } from '../../models/eventFields.ts'
import { toNameText } from './entryRow.tsx'

interface Props {
  events: readonly SessionEvent[]
  /** ms since the epoch. */
  sessionStart: number
  label: string
  select: (eventId: string) => void
}

/** A short list of events, each of which opens. */
export function EventLinks({ events, sessionStart, label, select }: Props): JSX.Element {
  return (
    <ol class="event-links" aria-label={label}>
      {events.map((event) => (
        <li key={event.event_id}>
          <button
            type="button"
            class={`event-link type-${event.type}`}
            onClick={() => select(event.event_id)}
          >
            <span class="offset">{toOffsetText(event.time - sessionStart)}</span>
            <Icon name={event.type} />
            <span class="visually-hidden">{t(`type.${event.type}`)}</span>
            <span class="event-name">{toNameText(event)}</span>
            <span class="event-mark">{toVisibleText(toEventMark(event).text)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
