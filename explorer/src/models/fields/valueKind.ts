import type { Field } from '../../../../protocol/analytics.ts'

/** Decides how a value is formatted, and which property menu it has. */
export type ValueKind =
  | 'text'
  /** Unique to a row or a few: no facet and no completion. */
  | 'id'
  /** Long text: no facet and no completion. */
  | 'message'
  | 'url'
  /** ms since the epoch. */
  | 'time'
  /** ns. */
  | 'duration'
  | 'bytes'
  | 'count'
  | 'number'
  | 'score'
  /** 0 to 1. */
  | 'share'
  | 'flag'
  | 'status'
  | 'json'
  | 'list'
  | 'trend'

const JSON_KEYS: readonly string[] = [
  ...['view_url_query', 'action_ids', 'display', 'page_states', 'custom_keys', 'truncated_keys'],
  ...['feature_flags', 'custom_timings', 'session_replay_stats', 'error_causes', 'scripts'],
  ...['action_frustration_types', 'action_target', 'action_position'],
]
const TIMES: readonly string[] = [
  ...['session_start', 'session_started', 'session_error_timestamp', 'client_time'],
]
const MESSAGES = /(^|_)(message|stack|selector)$/
const IDS = /(^|_)(id|sid|did|userid|fingerprint|email)$/
const URLS = /(^|_)(url|referrer)$/

/** Returns the kind of a field. A key without a field is a custom attribute or not loaded yet. */
export function toValueKind(key: string, field?: Field): ValueKind {
  if (TIMES.includes(key)) {
    return 'time'
  }
  if (JSON_KEYS.includes(key)) {
    return 'json'
  }
  switch (field?.kind) {
    case 'duration':
    case 'bytes':
    case 'flag':
      return field.kind
    case 'number':
      return key === 'cumulative_layout_shift' ? 'score' : /_count$/.test(key) ? 'count' : 'number'
    default:
      return toTextKind(key)
  }
}

function toTextKind(key: string): ValueKind {
  if (key.startsWith('@')) {
    return 'text'
  }
  if (/_count$/.test(key)) {
    return 'count'
  }
  if (/^(time_spent|duration|loading_time)$|_duration$|_paint$/.test(key)) {
    return 'duration'
  }
  return MESSAGES.test(key) ? 'message' : IDS.test(key) ? 'id' : URLS.test(key) ? 'url' : 'text'
}

/** True if the values are few enough to count and to offer: not for ids and messages. */
export function hasFewValues(kind: ValueKind): boolean {
  return kind === 'text' || kind === 'flag' || kind === 'status' || kind === 'url'
}
