import type { AlertRule } from '../../../../protocol/alerts.ts'
import { toSearch } from '../../api/request.ts'

const LISTS = {
  '': 'sessions',
  view: 'views',
  action: 'actions',
  error: 'errors',
  resource: 'resources',
  long_task: 'long-tasks',
  log: 'logs',
} as const

type Rule = Pick<
  AlertRule,
  'app_id' | 'query' | 'measure' | 'event_type' | 'field' | 'window_minutes'
>

/** Address of the list with the rows that a rule measured in the window before a time. */
export function toRowsPath(rule: Rule, at: number): string {
  const { app_id, measure, field, event_type: type, window_minutes: minutes } = rule
  const ofField = field === 'resource_duration' ? 'resource' : 'view'
  const list = measure === 'crash_free' ? 'errors' : LISTS[measure === 'p75' ? ofField : type]
  const query =
    measure === 'crash_free' ? `${rule.query} error_handling:unhandled`.trim() : rule.query
  const toTime = (ms: number): string => new Date(ms).toISOString()
  return `/${list}${toSearch({
    from: toTime(at - minutes * 60_000),
    to: toTime(at),
    app_id,
    query,
    ...(list === 'errors' && { group: 0 }),
  })}`
}
