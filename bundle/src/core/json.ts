import { silently } from './silence.ts'

const MAX_DEPTH = 10
const MAX_KEYS = 1024
// Objects that share their parts have more paths through them than any page has time for.
const MAX_VALUES = 10_000

let valuesLeft = 0

/**
 * JSON of anything, without `JSON.stringify` on objects: that one calls whatever `toJSON` an old library put
 * on `Array.prototype`, throws on cycles and BigInt, and stops at the first getter that throws.
 *
 * @returns `undefined` for what has no JSON form (`undefined`, functions, symbols)
 */
export function toJson(value: unknown): string | undefined {
  valuesLeft = MAX_VALUES
  return silently(() => writeValue(value, []))
}

function writeValue(value: unknown, parents: unknown[]): string | undefined {
  if (valuesLeft-- <= 0) {
    return undefined
  }
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return JSON.stringify(value)
    case 'bigint':
      return `"${value}"`
    case 'object':
      return value ? writeObject(value, parents) : 'null'
    default:
      return undefined
  }
}

function writeObject(value: object, parents: unknown[]): string | undefined {
  try {
    if (parents.includes(value)) {
      return '"[circular]"'
    }
    // DOM nodes and windows: their own keys are the framework's, and lead through the whole page.
    if (parents.length >= MAX_DEPTH || 'addEventListener' in value) {
      return JSON.stringify(Object.prototype.toString.call(value))
    }
    const chain = [...parents, value]
    if (Array.isArray(value)) {
      // Spread first: `map` passes over the holes of a sparse array, and old libraries have an `Array.from` that maps none.
      const items = [...value.slice(0, MAX_KEYS)].map((item) => writeValue(item, chain) ?? 'null')
      return `[${items.join()}]`
    }
    const own = (value as { toJSON?: unknown }).toJSON
    return typeof own === 'function'
      ? writeValue(own.call(value), chain)
      : writeMembers(value, chain)
  } catch {
    return '"[unreadable]"' // a revoked proxy, or a `toJSON` that throws
  }
}

function writeMembers(value: object, chain: unknown[]): string {
  const members: string[] = []
  for (const key of Object.keys(value).slice(0, MAX_KEYS)) {
    let member: string | undefined
    try {
      member = writeValue((value as Record<string, unknown>)[key], chain)
    } catch {
      member = '"[unreadable]"' // a getter that throws
    }
    if (member !== undefined) {
      members.push(`${JSON.stringify(key)}:${member}`)
    }
  }
  return `{${members.join()}}`
}
