import { toSearch } from '../api/request.ts'
import type { EventType } from './eventTypes.ts'
import { EVENT_TYPES, isEventType } from './eventTypes.ts'

/** The query string of a session's page. */
export interface SessionState {
  appId: string
  /** Which events are listed; all types where empty. */
  types: readonly EventType[]
  /** The event whose details are open. */
  eventId: string | undefined
}

export function parseSessionState(search: string): SessionState {
  const params = new URLSearchParams(search)
  return {
    appId: params.get('app_id') ?? '',
    types: (params.get('type') ?? '').split(',').filter(isEventType),
    eventId: params.get('event') || undefined,
  }
}

export function toSessionSearch({ appId, types, eventId }: SessionState): string {
  return toSearch({ app_id: appId, type: types.join(','), event: eventId })
}

/** Turns one type on or off. All of them on is the same as none: no filter. */
export function toggleType(types: readonly EventType[], type: EventType): readonly EventType[] {
  const next = EVENT_TYPES.filter((each) => types.includes(each) !== (each === type))
  return next.length === EVENT_TYPES.length ? [] : next
}
