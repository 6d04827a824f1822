import type { SessionEvent } from '../../../protocol/query.ts'

export type EventType = SessionEvent['type']

/** Event types in the order of the filter. */
export const EVENT_TYPES: readonly EventType[] = [
  'view',
  'action',
  'error',
  'resource',
  'long_task',
]

const WORDS: Record<EventType, [one: string, many: string]> = {
  view: ['View', 'Views'],
  action: ['Action', 'Actions'],
  error: ['Error', 'Errors'],
  resource: ['Resource', 'Resources'],
  long_task: ['Long task', 'Long tasks'],
}

export const toTypeWord = (type: EventType): string => WORDS[type][0]
export const toTypePlural = (type: EventType): string => WORDS[type][1]

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(WORDS, text)
}

export function countByType(events: readonly SessionEvent[]): Record<EventType, number> {
  const counts = { view: 0, action: 0, error: 0, resource: 0, long_task: 0 }
  for (const { type } of events) {
    counts[type]++
  }
  return counts
}
