import type { Unit } from '../../../../protocol/dictionary/entry.ts'
import { findField } from '../../../../protocol/fields.ts'
import type { Measurement } from '../../../../protocol/measurements.ts'

/** Decides how a value is formatted, and which property menu it has. */
export type ValueKind =
  | 'text'
  /** Unique to a row or a few. */
  | 'id'
  /** Long text. */
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
  /** 0 to 100. */
  | 'percent'
  /** 0 to 1. */
  | 'share'
  | 'flag'
  | 'status'
  | 'json'
  | 'list'
  | 'trend'

const UNIT_KINDS: Readonly<Record<Unit, ValueKind>> = {
  ns: 'duration',
  ms: 'time',
  bytes: 'bytes',
  count: 'count',
  score: 'score',
  percent: 'percent',
  number: 'number',
  boolean: 'flag',
  string: 'text',
  code: 'text',
  json: 'json',
}

const URLS = /(^|_)(url|referrer)$/
const PEOPLE: readonly string[] = ['userid', 'user_email', 'fingerprint']

/** Returns the kind of a field by the dictionary, of events of one type or any; `text` for a custom attribute. */
export function toValueKind(key: string, type?: Measurement): ValueKind {
  const field = findField(key, type)
  if (field === undefined) {
    return 'text'
  }
  const kind = UNIT_KINDS[field.unit]
  if (kind !== 'text') {
    return kind
  }
  if (key === 'session_status') {
    return 'status'
  }
  if (URLS.test(key)) {
    return 'url'
  }
  if (field.text === 'id' || PEOPLE.includes(key)) {
    return 'id'
  }
  return field.text === undefined ? 'text' : 'message'
}

/** True for kinds whose facet is a range with a distribution, and not a list of values. */
export function isRangeKind(kind: ValueKind): boolean {
  return ['duration', 'bytes', 'count', 'number', 'percent', 'score'].includes(kind)
}
