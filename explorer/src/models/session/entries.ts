import type { SessionEvent } from '../../../../protocol/query.ts'
import { toEventMark, toEventName } from '../eventFields.ts'
import type { EventType } from '../eventTypes.ts'

export interface EntryFilter {
  types: readonly EventType[]
  text: string
  /** Stays in the list whatever the filters are: a link may lead to it. */
  selectedId: string | undefined
}

/** Returns the listed events, in the order of time. */
export function filterEntries(
  events: readonly SessionEvent[],
  { types, text, selectedId }: EntryFilter,
): SessionEvent[] {
  const wanted = text.trim().toLowerCase()
  return events.filter(
    (event) =>
      event.event_id === selectedId || (types.includes(event.type) && matches(event, wanted)),
  )
}

function matches(event: SessionEvent, wanted: string): boolean {
  if (wanted === '') {
    return true
  }
  const texts = [toEventName(event), toEventMark(event).text, event.view_url]
  return texts.some((one) => one.toLowerCase().includes(wanted))
}

/** Ways to show the time of an entry: by the clock, since the session's start, or since the entry before. */
export const TIME_MODES = ['clock', 'offset', 'gap'] as const
export type TimeMode = (typeof TIME_MODES)[number]

export function parseTimeMode(stored: unknown): TimeMode {
  return TIME_MODES.find((mode) => mode === stored) ?? 'offset'
}

/** Returns the mode that follows, for a toggle. */
export function toNextTimeMode(mode: TimeMode): TimeMode {
  return TIME_MODES[(TIME_MODES.indexOf(mode) + 1) % TIME_MODES.length] ?? 'offset'
}
