/** The text of one entry of a JSON array, or the reason why it is not read. */
export type JsonEntry = { text: string } | { reason: string }

/**
 * Depth of one point. `JSON.parse` of a deeper text takes seconds, and writing it again overflows the stack; an SDK's
 * points are three deep.
 */
const MAX_DEPTH = 32
/** Names and values: a point has at most 1,280 of its own, and the rest is inside of them. */
const MAX_VALUES = 20_000
/** A character may be written as six, `\u0041`. */
const MAX_CHARACTERS = 6 * 1_048_576

const TOO_DEEP = `a point is nested more than ${MAX_DEPTH} deep`
const TOO_MANY = `a point has more than ${MAX_VALUES} values`
const TOO_LONG = `a point has more than ${MAX_CHARACTERS} characters`

interface Container {
  name: 'array' | 'object'
  close: number
  /** Limits hold for what is parsed whole, and not for what is split again. */
  isLimited: boolean
}

/** Between two of them whoever reads a large body can pause. */
const STEP_CHARACTERS = 16_384

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const POINTS: Container = { name: 'array', close: CLOSE_ARRAY, isLimited: true }
const CONTAINERS: Container = { name: 'array', close: CLOSE_ARRAY, isLimited: false }
const MEMBERS: Container = { name: 'object', close: CLOSE_OBJECT, isLimited: false }

interface Scan {
  readonly text: string
  at: number
  depth: number
  deepest: number
  values: number
}

/**
 * Splits the text of a JSON array into those of its entries without parsing them: `JSON.parse` of a whole body cannot
 * pause, and one bad entry would cost the others. `undefined` after each step without an entry. To be called with text that
 * begins with `[`.
 */
export function splitJsonArray(text: string): Generator<JsonEntry | undefined, void> {
  return splitContainer(text, POINTS)
}

/** The same for an array whose entries are split again, and so may be of any size. */
export function splitLargeArray(text: string): Generator<JsonEntry | undefined, void> {
  return splitContainer(text, CONTAINERS)
}

/** The texts of the members of a JSON object, each with its key: `"resource": {…}`. To be called with text that begins with `{`. */
export function splitJsonObject(text: string): Generator<JsonEntry | undefined, void> {
  return splitContainer(text, MEMBERS)
}

/** One text that is to be parsed whole: itself, or the reason why it must not be. */
export function checkJson(text: string): JsonEntry {
  const entries = splitContainer(`[${text}]`, POINTS)
  for (const entry of entries) {
    if (entry !== undefined) {
      return entry
    }
  }
  return { reason: TOO_LONG }
}

function* splitContainer(
  text: string,
  container: Container,
): Generator<JsonEntry | undefined, void> {
  const { name, isLimited } = container
  const scan: Scan = { text, at: 1, depth: 0, deepest: 0, values: 0 }
  let start = 1
  while (true) {
    const end = scanEntry(scan, container.close)
    if (end === 'more') {
      yield undefined
      continue
    }
    const raw = text.slice(start, scan.at).trim()
    const isLast = end !== ','
    if (raw !== '' || !isLast || start > 1) {
      yield isLimited ? toEntry(raw, scan) : { text: raw }
    }
    if (isLast) {
      return yield end === 'end'
        ? { reason: `the ${name} is not closed: the rest is not read` }
        : checkRest(text, scan.at + 1, name)
    }
    scan.at++
    start = scan.at
    scan.deepest = 0
    scan.values = 0
  }
}

function toEntry(text: string, { deepest, values }: Scan): JsonEntry {
  if (deepest > MAX_DEPTH) {
    return { reason: TOO_DEEP }
  }
  if (values > MAX_VALUES) {
    return { reason: TOO_MANY }
  }
  return text.length > MAX_CHARACTERS ? { reason: TOO_LONG } : { text }
}

function checkRest(text: string, from: number, name: Container['name']): JsonEntry | undefined {
  return /^\s*$/.test(text.slice(from, from + STEP_CHARACTERS))
    ? undefined
    : { reason: `the ${name} is followed by more text` }
}

/** Moves to what ends an entry, or stops on the way. */
function scanEntry(scan: Scan, close: number): ',' | 'close' | 'end' | 'more' {
  const { text } = scan
  const pause = scan.at + STEP_CHARACTERS
  while (scan.at < text.length) {
    if (scan.at >= pause) {
      return 'more'
    }
    const code = text.charCodeAt(scan.at)
    if (code === QUOTE) {
      skipString(scan)
    } else if (scan.depth === 0 && code === COMMA) {
      return ','
    } else if (scan.depth === 0 && code === close) {
      return 'close'
    } else {
      count(scan, code)
      scan.at++
    }
  }
  return 'end'
}

function count(scan: Scan, code: number): void {
  if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
    scan.depth++
    scan.values++
    scan.deepest = Math.max(scan.deepest, scan.depth)
  } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) {
    scan.depth = Math.max(scan.depth - 1, 0)
  } else if (code === COMMA || code === COLON) {
    scan.values++
  }
}

/** To behind its closing quote. A quote with an odd number of backslashes before it is a part of the string. */
function skipString(scan: Scan): void {
  const { text } = scan
  let end = scan.at
  do {
    end = text.indexOf('"', end + 1)
  } while (end > 0 && isEscaped(text, end))
  scan.at = end < 0 ? text.length : end + 1
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === BACKSLASH) {
    before--
  }
  return (at - before) % 2 === 0
}
