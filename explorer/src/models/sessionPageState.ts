import { toSearch } from '../api/request.ts'
import type { EventType } from './eventTypes.ts'
import { EVENT_TYPES, isEventType } from './eventTypes.ts'

/** State of a session's page, stored in its query string. */
export interface SessionPageState {
  appId: string
  /** Types of the listed events. */
  types: readonly EventType[]
  /** Text that the listed events contain. */
  text: string
  /** Event whose details are open. */
  eventId: string | undefined
}

/** The path of the visitor. Resources and long tasks would bury it; they come by toggle. */
export const DEFAULT_TYPES: readonly EventType[] = ['view', 'action', 'error']

export function parseSessionPageState(search: string): SessionPageState {
  const params = new URLSearchParams(search)
  const types = (params.get('type') ?? '').split(',').filter(isEventType)
  return {
    appId: params.get('app_id') ?? '',
    types: types.length > 0 ? types : DEFAULT_TYPES,
    text: params.get('find') ?? '',
    eventId: params.get('event') || undefined,
  }
}

export function toSessionSearch({ appId, types, text, eventId }: SessionPageState): string {
  const chosen = types.join(',')
  return toSearch({
    app_id: appId,
    type: chosen === DEFAULT_TYPES.join(',') ? undefined : chosen,
    find: text,
    event: eventId,
  })
}

/** Turns one type on or off. Without any type the list would be empty, so the default returns. */
export function toggleType(types: readonly EventType[], type: EventType): readonly EventType[] {
  const next = EVENT_TYPES.filter((each) => types.includes(each) !== (each === type))
  return next.length === 0 ? DEFAULT_TYPES : next
}
