import { INTAKE_LIMITS } from '../../../protocol/limits.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { JsonEntry } from './jsonEntries.ts'
import { checkJson, splitJsonArray, splitJsonObject, splitLargeArray } from './jsonEntries.ts'
import type { JsonObject } from './jsonPoints.ts'
import { isObject, measurePoint, POINT_TOO_LONG } from './jsonPoints.ts'
import type { DecodeOptions } from './linePoint.ts'
import type { DecodedLine } from './lineProtocol.ts'
import { MAX_LINE_LENGTH, MAX_POINTS, TOO_MANY_POINTS } from './lineProtocol.ts'
import type { OtlpOrigin } from './otlpRecord.ts'
import { toLogRecord, toStoredNames } from './otlpRecord.ts'
import { readAttributes } from './otlpValue.ts'

/**
 * Each record is stored with the attributes of its resource, so that a small body can hold a large one many times. A
 * usual resource has 2,000 characters, and an exporter sends 512 records at a time.
 */
const MAX_REPEATED = 4 * INTAKE_LIMITS.inflatedBytes
const TOO_MUCH_REPEATED = `the records have more than ${MAX_REPEATED} characters with the attributes of their resources: the rest is not read`

interface Reading {
  options: DecodeOptions
  /** Records so far, from 1: the number of a problem. */
  line: number
  /** Characters of attributes that records took from their resources. */
  repeated: number
  isFull: boolean
}

type Steps = Generator<DecodedLine | undefined, void>

/**
 * Decodes an `ExportLogsServiceRequest` in JSON, one record at a step, so that whoever reads a large body can pause.
 * Only records and resources are parsed whole; what holds them is split, in any order of its keys. What cannot be read costs
 * itself.
 */
export function decodeOtlpLogs(
  body: Buffer,
  contentType: string,
  options: DecodeOptions,
): Iterable<DecodedLine | undefined> {
  if (!contentType.includes('json')) {
    throw new HttpProblem(
      415,
      'rum.badContentType',
      'send JSON as application/json: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json',
    )
  }
  const text = body.toString('utf8').trim()
  if (!text.startsWith('{')) {
    throw new HttpProblem(400, 'rum.badJson', 'the body is not a JSON object {resourceLogs}')
  }
  return readMembers(text, { options, line: 0, repeated: 0, isFull: false })
}

function* readMembers(text: string, reading: Reading): Steps {
  const found = yield* findMembers(text, ['resourceLogs'], reading)
  yield* readArray(found['resourceLogs'], reading, (entry) => readResource(entry, reading))
}

function* readResource(text: string, reading: Reading): Steps {
  const found = yield* findMembers(text, ['resource', 'scopeLogs'], reading)
  const resource = parseAttributes(found['resource'])
  yield* readArray(found['scopeLogs'], reading, (entry) => readScope(entry, resource, reading))
}

function* readScope(text: string, resource: JsonObject, reading: Reading): Steps {
  const found = yield* findMembers(text, ['scope', 'logRecords'], reading)
  const origin = toOrigin(resource, parseAttributes(found['scope']))
  const records = found['logRecords']
  if (!records?.startsWith('[')) {
    return
  }
  for (const entry of splitJsonArray(records)) {
    if (reading.isFull) {
      return
    }
    yield entry === undefined ? undefined : readRecord(entry, origin, reading)
  }
}

function readRecord(entry: JsonEntry, origin: OtlpOrigin, reading: Reading): DecodedLine {
  const line = ++reading.line
  reading.repeated += origin.characters
  reading.isFull = line > MAX_POINTS || reading.repeated > MAX_REPEATED
  if (reading.isFull) {
    return { line, reason: line > MAX_POINTS ? TOO_MANY_POINTS : TOO_MUCH_REPEATED }
  }
  if ('reason' in entry) {
    return { line, reason: entry.reason }
  }
  const record = parseJson(entry.text)
  if (!isObject(record)) {
    return { line, reason: 'a record is not a JSON object' }
  }
  const point = toLogRecord(record, origin, reading.options.receivedAt)
  return measurePoint(point) > MAX_LINE_LENGTH ? { line, reason: POINT_TOO_LONG } : { line, point }
}

function toOrigin(resource: JsonObject, scope: JsonObject): OtlpOrigin {
  const { name, version } = scope
  const attributes = toStoredNames(
    readAttributes(resource['attributes']),
    readAttributes(scope['attributes']),
    typeof name === 'string' && name !== '' ? { 'otel.scope.name': name } : {},
    typeof version === 'string' && version !== '' ? { 'otel.scope.version': version } : {},
  )
  return { attributes, characters: measurePoint({ tags: {}, fields: attributes }) }
}

/** An attribute that makes its object too large to be parsed costs the object's attributes, and not the records. */
function parseAttributes(text = ''): JsonObject {
  const entry = checkJson(text)
  const parsed = 'reason' in entry ? undefined : parseJson(entry.text)
  return isObject(parsed) ? parsed : {}
}

function* readArray(
  text: string | undefined,
  reading: Reading,
  read: (entry: string) => Steps,
): Steps {
  if (!text?.startsWith('[')) {
    return
  }
  for (const entry of splitLargeArray(text)) {
    if (reading.isFull) {
      return
    }
    if (entry === undefined) {
      yield undefined
    } else if ('reason' in entry) {
      yield { line: reading.line + 1, reason: entry.reason }
    } else if (entry.text.startsWith('{')) {
      yield* read(entry.text)
    } else {
      yield { line: reading.line + 1, reason: 'an entry is not an object' }
    }
  }
}

/** Texts of the named members of an object; of two with one name, the last. */
function* findMembers(
  text: string,
  names: readonly string[],
  { line }: Reading,
): Generator<DecodedLine | undefined, Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of splitJsonObject(text)) {
    if (entry === undefined) {
      yield undefined
    } else if ('reason' in entry) {
      yield { line: line + 1, reason: entry.reason }
    } else {
      const name = names.find((one) => entry.text.startsWith(`"${one}"`))
      const value = name === undefined ? '' : entry.text.slice(name.length + 2).trimStart()
      if (name !== undefined && value.startsWith(':')) {
        found[name] = value.slice(1).trim()
      }
    }
  }
  return found
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
