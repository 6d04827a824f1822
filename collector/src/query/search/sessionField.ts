import type { FieldKind } from './searchField.ts'

/** What a session has as a whole: over `rum.sessions AS s`, grouped by session, and its health's `h.status`. */
export interface SessionField {
  key: string
  kind: FieldKind
  /** An aggregate. */
  value: string
}

/** Columns of few values each. */
export const SESSION_NAMES: readonly string[] = [
  ...[
    'session_type',
    'env',
    'service',
    'version',
    'browser',
    'browser_version',
    'os',
    'os_version',
  ],
  ...['device', 'screen_size', 'network_type', 'country', 'province', 'city'],
]
const TEXTS = [...SESSION_NAMES, 'userid']

const TYPES = ['view', 'resource', 'action', 'error', 'long_task'] as const

const FIRST_VIEW = ['id', 'url', 'path', 'name', 'referrer'] as const
const LAST_VIEW = ['id', 'url', 'path', 'name'] as const

/** Under the names that the API's session has. */
export const SESSION_FIELDS: ReadonlyMap<string, SessionField> = new Map(
  (
    [
      ['app_id', 'text', 'any(s.app_id)'],
      ['session_id', 'text', 'any(s.session_id)'],
      ...TEXTS.map((name) => [name, 'text', `max(s.${name})`] as const),
      ['user_name', 'text', 'argMaxIfMerge(s.user).2'],
      ['user_email', 'text', 'argMaxIfMerge(s.user).3'],
      ['session_start', 'number', 'toUnixTimestamp64Milli(min(s.start_ts))'],
      [
        'time_spent',
        'duration',
        '1000000 * (toUnixTimestamp64Milli(max(s.end_ts)) - toUnixTimestamp64Milli(min(s.start_ts)))',
      ],
      ...TYPES.map(
        (type) => [`session_${type}_count`, 'number', `uniqExactIfMerge(s.${type}s)`] as const,
      ),
      ['session_has_crashed', 'flag', '(max(s.crashed) = 1)'],
      ['session_status', 'text', 'any(h.status)'],
      ...FIRST_VIEW.map(
        (name, index) =>
          [
            name === 'referrer' ? 'session_referrer' : `session_first_view_${name}`,
            'text',
            `argMinIfMerge(s.first_view).${index + 1}`,
          ] as const,
      ),
      ...LAST_VIEW.map(
        (name, index) =>
          [`session_last_view_${name}`, 'text', `argMaxIfMerge(s.last_view).${index + 1}`] as const,
      ),
    ] satisfies (readonly [string, FieldKind, string])[]
  ).map(([key, kind, value]) => [key, { key, kind, value }]),
)
