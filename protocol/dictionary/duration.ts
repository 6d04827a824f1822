import type { Entry } from './entry.ts'

/** `duration` of resources, actions and long tasks: one name, one meaning. */
export const DURATION = {
  unit: 'ns',
  columnSince: 1,
  emptyCell: 0,
  isListed: true,
  label: ['Duration', '耗时'],
  about: 'Time from the start to the end of the event.',
} as const satisfies Entry
