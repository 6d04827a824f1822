/** Characters that an answer about many shows of one text. The single event has it whole. */
export const SHORT_TEXT = 512
export const LONG_TEXT = 2048
export const STACK_TEXT = 16_384
/** Characters of a value in an attribute map, and bytes of all its entries. */
const MAP_TEXT = LONG_TEXT
const MAP_BYTES = 16_384

/** SQL of a text that is cut to a number of characters, with `…` at its end. The whole never leaves the engine. */
export function shorten(text: string, characters: number): string {
  // Bytes are counted faster than characters, and most texts are short by bytes already.
  return `if(length(${text}) <= ${characters} OR lengthUTF8(${text}) <= ${characters}, ${text}, concat(leftUTF8(${text}, ${characters}), '…'))`
}

/** A text cut as `shorten` cuts it. Other values stay. */
export function cutText<Value>(text: Value, characters: number): Value | string {
  // Most texts are short, and need no count of their characters.
  if (typeof text !== 'string' || text.length <= characters) {
    return text
  }
  const all = [...text]
  return all.length <= characters ? text : `${all.slice(0, characters).join('')}…`
}

const MAPS = {
  tags: { type: 'Map(String, String)', bytes: 'length(k) + length(v)' },
  nums: { type: 'Map(String, Float64)', bytes: 'length(k) + 8' },
  flags: { type: 'Map(String, Bool)', bytes: 'length(k) + 8' },
} as const

/** SQL of an attribute map with its texts shortened, and with as many of its entries as fit. */
export function shortenMap(name: keyof typeof MAPS): string {
  const { type, bytes } = MAPS[name]
  const map = `e.${name}`
  const values =
    name === 'tags'
      ? `arrayMap(v -> ${shorten('v', MAP_TEXT)}, mapValues(${map}))`
      : `mapValues(${map})`
  const sums = `arrayCumSum(arrayMap((k, v) -> ${bytes}, mapKeys(${map}), ${values}))`
  const fitting = (list: string): string =>
    `arrayFilter((x, s) -> s <= ${MAP_BYTES}, ${list}, ${sums})`
  return `if(byteSize(${map}) <= ${MAP_BYTES} AND NOT arrayExists(v -> length(toString(v)) > ${MAP_TEXT}, mapValues(${map})), CAST(${map} AS ${type}), CAST(mapFromArrays(${fitting(`mapKeys(${map})`)}, ${fitting(values)}) AS ${type}))`
}

/** SQL of whether `shortenMap` leaves entries out. */
export function hasLess(name: keyof typeof MAPS): string {
  return `byteSize(e.${name}) > ${MAP_BYTES}`
}

/** Returns whether a text of an answer is one that `shorten` has cut. */
export function isShortened(text: unknown): boolean {
  return typeof text === 'string' && text.length > SHORT_TEXT && text.endsWith('…')
}
