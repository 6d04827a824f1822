import { COMMON_FIELDS, fieldsOf } from '../../../protocol/fields.ts'
import type { SessionEvent } from '../../../protocol/query.ts'

let count = 0

/** Creates an event with empty values, except those that a test sets. A resource by default. */
export function createEvent(given: Partial<SessionEvent> = {}): SessionEvent {
  count++
  const { type = 'resource' } = given
  const listed = [...COMMON_FIELDS, ...fieldsOf(type)].filter(({ isListed }) => isListed)
  const empty = listed.map(({ key, emptyCell = '' }) => [key, emptyCell] as const)
  return {
    ...Object.fromEntries(empty),
    event_id: `e${count}`,
    type,
    time: count,
    received_at: count,
    view_id: 'v1',
    attributes: {},
    ...given,
  } as SessionEvent
}
