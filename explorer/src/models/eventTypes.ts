import type { SessionEvent } from '../../../protocol/query.ts'

export type EventType = SessionEvent['type']

/** Event types in the order of the filter. */
export const EVENT_TYPES: readonly EventType[] = [
  'view',
  'action',
  'error',
  'resource',
  'long_task',
  'log',
]

export function isEventType(text: string): text is EventType {
  return (EVENT_TYPES as readonly string[]).includes(text)
}

export function countByType(events: readonly SessionEvent[]): Record<EventType, number> {
  const counts = { view: 0, action: 0, error: 0, resource: 0, long_task: 0, log: 0 }
  for (const { type } of events) {
    counts[type]++
  }
  return counts
}
