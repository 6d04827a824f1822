import { setEntry } from '../core/record.ts'
import { isObject } from './jsonPoints.ts'

/** A value of an attribute: fields take scalars, and anything else as its JSON. */
export type OtlpValue = string | number | boolean

/**
 * Reads an `AnyValue`. The JSON encoding writes 64-bit integers as texts, and bytes as base64:
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding. `undefined` for no value.
 */
export function readAnyValue(any: unknown): OtlpValue | undefined {
  const plain = toPlain(any)
  return typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : plain
}

type Plain = OtlpValue | readonly Plain[] | { readonly [key: string]: Plain } | undefined

function toPlain(any: unknown): Plain {
  if (!isObject(any)) {
    return undefined
  }
  const { stringValue, boolValue, intValue, doubleValue, bytesValue, arrayValue, kvlistValue } = any
  if (typeof stringValue === 'string' || typeof boolValue === 'boolean') {
    return typeof stringValue === 'string' ? stringValue : (boolValue as boolean)
  }
  const number = toNumber(intValue) ?? toNumber(doubleValue)
  if (number !== undefined) {
    return number
  }
  if (isObject(arrayValue)) {
    return toList(arrayValue['values']).map((one) => toPlain(one) ?? null) as readonly Plain[]
  }
  if (isObject(kvlistValue)) {
    const plain: Record<string, Plain> = {}
    for (const { key, value } of toList(kvlistValue['values']).filter(isObject)) {
      setEntry(plain, String(key), toPlain(value))
    }
    return plain
  }
  return typeof bytesValue === 'string' ? bytesValue : undefined
}

/** A number that a double cannot hold stays a text. */
function toNumber(value: unknown): number | string | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined
  }
  if (typeof value !== 'string' || !/^-?\d{1,20}(\.\d+)?([eE][+-]?\d+)?$/.test(value)) {
    return undefined
  }
  const number = Number(value)
  const isExact = !Number.isInteger(number) || Number.isSafeInteger(number)
  return isExact && Number.isFinite(number) ? number : value
}

/** Reads a list of `KeyValue` into a record. The last of two values of one key counts. */
export function readAttributes(list: unknown): Record<string, OtlpValue> {
  const attributes: Record<string, OtlpValue> = {}
  for (const { key, value } of toList(list).filter(isObject)) {
    const read = readAnyValue(value)
    if (typeof key === 'string' && key !== '' && read !== undefined) {
      setEntry(attributes, key, read)
    }
  }
  return attributes
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
