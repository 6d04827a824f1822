import type { FoundEvent } from '../../../../protocol/query.ts'
import type { LogLink } from '../logLinks.ts'
import { quoteValue } from '../search/printSearch.ts'

export const LOG_ORDERS = ['newest', 'oldest'] as const
export type LogOrder = (typeof LOG_ORDERS)[number]

export interface LogFilter {
  /** Text as typed; every log that has it. */
  text: string
  /** Empty for all. */
  statuses: readonly string[]
}

/** Returns the search for the logs of a session, view or trace. */
export function toLogQuery({ term }: Pick<LogLink, 'term'>, { text, statuses }: LogFilter): string {
  const wanted = text.trim()
  return [
    term,
    wanted && quoteValue(wanted),
    statuses.length > 0 && `status:(${statuses.map(quoteValue).join(' OR ')})`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** The collector answers with the newest first. */
export function orderLogs(logs: readonly FoundEvent[], order: LogOrder): readonly FoundEvent[] {
  return order === 'newest' ? logs : [...logs].reverse()
}

export function toggleStatus(statuses: readonly string[], status: string): readonly string[] {
  return statuses.includes(status)
    ? statuses.filter((one) => one !== status)
    : [...statuses, status]
}
