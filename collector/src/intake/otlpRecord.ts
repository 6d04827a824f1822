import type { LogStatus } from '../../../protocol/logStatus.ts'
import { toLogStatus } from '../../../protocol/logStatus.ts'
import type { Point } from '../../../protocol/point.ts'
import { setEntry } from '../core/record.ts'
import type { JsonObject } from './jsonPoints.ts'
import type { OtlpValue } from './otlpValue.ts'
import { readAnyValue, readAttributes } from './otlpValue.ts'
import { setTime } from './precision.ts'

/** Attributes that all records of one resource and scope share. */
export interface OtlpOrigin {
  /** Attributes of the resource and of the scope, under the names of the store. */
  attributes: Readonly<Record<string, OtlpValue>>
  /** Characters of the names and values above. */
  characters: number
}

/** Source of logs whose resource names none. */
const SOURCE = 'opentelemetry'

/** Conventions of OpenTelemetry that the dictionary has names for: https://opentelemetry.io/docs/specs/semconv/ */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['service.name', 'service'],
  ['service.version', 'version'],
  ['deployment.environment', 'env'],
  ['deployment.environment.name', 'env'],
  ['session.id', 'session_id'],
  ['user.id', 'userid'],
  ['enduser.id', 'userid'],
  ['user.email', 'user_email'],
  ['user.name', 'user_name'],
])

/** Joins attributes under the names of the store. A name that the sender wrote itself wins over a convention's. */
export function toStoredNames(
  ...lists: readonly Readonly<Record<string, OtlpValue>>[]
): Record<string, OtlpValue> {
  const all = Object.assign({}, ...lists) as Record<string, OtlpValue>
  const stored: Record<string, OtlpValue> = {}
  for (const [key, value] of Object.entries(all)) {
    const name = NAMES.get(key) ?? key
    setEntry(stored, name === key || !Object.hasOwn(all, name) ? name : key, value)
  }
  return stored
}

/** A trace without an id has zeros. */
const NO_ID = /^0*$/

/** Makes a point of one log record. */
export function toLogRecord(
  record: JsonObject,
  { attributes }: OtlpOrigin,
  receivedAt: number,
): Point {
  const own = readAttributes(record['attributes'])
  const status = toStatus(record)
  const { severityText, traceId, spanId, eventName, droppedAttributesCount } = record
  const fields: Point['fields'] = {
    ...toStoredNames(attributes, own),
    ...(isName(severityText) &&
      toLogStatus(severityText) !== status && {
        severity_text: severityText,
      }),
    ...(isId(traceId) && { trace_id: traceId }),
    ...(isId(spanId) && { span_id: spanId }),
    ...(isName(eventName) && { event_name: eventName }),
    ...(typeof droppedAttributesCount === 'number' && {
      dropped_attributes_count: droppedAttributesCount,
    }),
    status,
    message: readAnyValue(record['body']) ?? '',
  }
  const point: Point = { measurement: SOURCE, tags: {}, fields, time: receivedAt }
  const time =
    toNanoseconds(record['timeUnixNano']) ?? toNanoseconds(record['observedTimeUnixNano'])
  return time === undefined ? point : setTime(point, time, 'ns')
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && !NO_ID.test(value)
}

/** Ranges of four: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const STATUSES: readonly LogStatus[] = ['debug', 'debug', 'info', 'warning', 'error', 'emergency']

function toStatus({ severityNumber, severityText }: JsonObject): string {
  const number = Number(severityNumber)
  const status = STATUSES[Math.floor((number - 1) / 4)]
  return status ?? toLogStatus(typeof severityText === 'string' ? severityText : '')
}

/** A 64-bit integer, as a text or as a number; 0 stands for an unknown time. */
function toNanoseconds(time: unknown): bigint | undefined {
  const isTime =
    (typeof time === 'string' && /^\d{1,19}$/.test(time)) ||
    (typeof time === 'number' && Number.isInteger(time) && time >= 0 && time < 1e19)
  const nanoseconds = isTime ? BigInt(time) : 0n
  return nanoseconds === 0n ? undefined : nanoseconds
}
