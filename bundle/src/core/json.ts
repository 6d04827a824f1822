const MAX_DEPTH = 10
const MAX_KEYS = 1024
// Objects with shared parts can have more paths than any page has time to walk.
const MAX_VALUES = 10_000

let valuesLeft = 0

/**
 * Converts any value to JSON without calling `JSON.stringify` on objects, which calls a `toJSON` that an old
 * library put on `Array.prototype`, throws on cycles and BigInt, and stops at the first getter that throws.
 *
 * @returns `undefined` for values without a JSON form (`undefined`, functions, symbols)
 */
export function toJson(value: unknown): string | undefined {
  valuesLeft = MAX_VALUES
  return writeValue(value, [])
}

function writeValue(value: unknown, parents: unknown[]): string | undefined {
  if (valuesLeft-- <= 0) {
    return undefined
  }
  switch (typeof value) {
    case 'bigint':
      return `"${value}"`
    case 'function':
      return undefined
    case 'object':
      return value ? writeObject(value, parents) : 'null'
    default:
      return JSON.stringify(value) // `undefined` for a symbol, and for `undefined`
  }
}

function writeObject(value: object, parents: unknown[]): string | undefined {
  try {
    if (parents.includes(value)) {
      return '"[circular]"'
    }
    // DOM nodes and windows: their own keys belong to a framework and lead through the whole page.
    if (parents.length >= MAX_DEPTH || 'addEventListener' in value) {
      return JSON.stringify(Object.prototype.toString.call(value))
    }
    const chain = [...parents, value]
    if (Array.isArray(value)) {
      // Spread first: `map` skips the holes of a sparse array, and the `Array.from` of old libraries ignores the mapping.
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
