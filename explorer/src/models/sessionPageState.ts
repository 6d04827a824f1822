import { toSearch } from '../api/request.ts'
import type { EventType } from './eventTypes.ts'
import { EVENT_TYPES, isEventType } from './eventTypes.ts'

/** State of a session's page, stored in its query string. */
export interface SessionPageState {
  appId: string
  /** Types of the listed events; empty for all. */
  types: readonly EventType[]
  /** Event whose details are open. */
  eventId: string | undefined
}

export function parseSessionPageState(search: string): SessionPageState {
  const params = new URLSearchParams(search)
  return {
    appId: params.get('app_id') ?? '',
    types: (params.get('type') ?? '').split(',').filter(isEventType),
    eventId: params.get('event') || undefined,
  }
}

export function toSessionSearch({ appId, types, eventId }: SessionPageState): string {
  return toSearch({ app_id: appId, type: types.join(','), event: eventId })
}

/** Turns one type on or off. All types on is the same as none: no filter. */
export function toggleType(types: readonly EventType[], type: EventType): readonly EventType[] {
  const next = EVENT_TYPES.filter((each) => types.includes(each) !== (each === type))
  return next.length === EVENT_TYPES.length ? [] : next
}
