import type { EventType } from '../eventTypes.ts'

/** Lists of the switcher, in its order. */
export const LIST_TYPES = [
  'sessions',
  'views',
  'actions',
  'errors',
  'resources',
  'longTasks',
  'logs',
] as const

export type ListType = (typeof LIST_TYPES)[number]

const SEGMENTS: Record<ListType, string> = {
  sessions: 'sessions',
  views: 'views',
  actions: 'actions',
  errors: 'errors',
  resources: 'resources',
  longTasks: 'long-tasks',
  logs: 'logs',
}

export const toListSegment = (list: ListType): string => SEGMENTS[list]

export function parseListSegment(segment: string): ListType | undefined {
  return LIST_TYPES.find((list) => SEGMENTS[list] === segment)
}

const EVENT_TYPES: Partial<Record<ListType, EventType>> = {
  views: 'view',
  actions: 'action',
  errors: 'error',
  resources: 'resource',
  longTasks: 'long_task',
  logs: 'log',
}

/** Returns the measurement that a list shows; `undefined` for sessions. */
export const toEventType = (list: ListType): EventType | undefined => EVENT_TYPES[list]
