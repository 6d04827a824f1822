import type { SessionEvent } from '../../../protocol/query.ts'

let count = 0

/** Creates an event with empty values, except those that a test sets. */
export function createEvent(given: Partial<SessionEvent> = {}): SessionEvent {
  count++
  return {
    event_id: `e${count}`,
    type: 'resource',
    time: count,
    received_at: count,
    duration: 0,
    view_id: 'v1',
    view_name: '',
    view_url: '',
    action_id: '',
    name: '',
    sub_type: '',
    source: '',
    status: '',
    method: '',
    stack: '',
    attributes: {},
    ...given,
  }
}
