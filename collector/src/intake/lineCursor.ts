const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const EQUALS = 0x3d
const BACKSLASH = 0x5c

/** Why a line cannot be read. Sent back to whoever wrote the encoder, so it names what was expected. */
export type LineReason =
  | 'the measurement is missing'
  | 'a tag key is missing'
  | 'a tag has no ='
  | 'a tag value is missing'
  | 'the fields are missing'
  | 'a field key is missing'
  | 'a field has no ='
  | 'a field value is missing'
  | 'a field value is not a number, boolean or quoted string'
  | 'a string is not closed'
  | 'a string is followed by more text'
  | 'the time is not an integer'
  | 'the time is followed by more text'

/** Where reading stands in a body, and on which line (from 1). Advanced in place: one per body. */
export interface LineCursor {
  readonly text: string
  at: number
  line: number
  /** Characters that may still be read twice after a lost quote: what keeps hostile bodies linear. */
  rereads: number
}

/** Thrown where reading a line ends. No `Error`: its stack would take longer to make than the line to read. */
export class LineProblem {
  readonly reason: LineReason
  constructor(reason: LineReason) {
    this.reason = reason
  }
}

export function isAtLineEnd({ text, at }: LineCursor): boolean {
  const code = text.charCodeAt(at)
  // NaN past the end. A CR ends a line only as part of a CRLF, or as the last character of the body.
  return (
    code === LF ||
    Number.isNaN(code) ||
    (code === CR && (text.charCodeAt(at + 1) === LF || at + 1 === text.length))
  )
}

export function skipSpaces(cursor: LineCursor): void {
  while (cursor.text.charCodeAt(cursor.at) === SPACE) {
    cursor.at++
  }
}

/** Consumes `character` when it is next. */
export function take(cursor: LineCursor, character: ',' | '=' | '"'): boolean {
  if (cursor.text[cursor.at] !== character) {
    return false
  }
  cursor.at++
  return true
}

/**
 * Reads a measurement, key or tag value: up to a space, a comma, the line's end or, where `endsAtEquals`,
 * an equals sign that has no backslash before it. A backslash before anything else stands for itself. A newline that
 * follows a backslash belongs to the name, as at a DataKit: the reference SDK writes a user id `a⏎b` in this form.
 */
export function readName(cursor: LineCursor, endsAtEquals: boolean): string {
  const { text, at: start } = cursor
  let isEscaped = false
  while (true) {
    const code = text.charCodeAt(cursor.at)
    if (code === BACKSLASH && isNameSpecial(text.charCodeAt(cursor.at + 1))) {
      isEscaped = true
      cursor.at += 2
    } else if (code === BACKSLASH && text.charCodeAt(cursor.at + 1) === LF) {
      cursor.at += 2
      cursor.line++
    } else if (isBareEnd(cursor, code) || (endsAtEquals && code === EQUALS)) {
      break
    } else {
      cursor.at++
    }
  }
  const raw = text.slice(start, cursor.at)
  return isEscaped ? raw.replace(/\\([ ,=])/g, '$1') : raw
}

function isNameSpecial(code: number): boolean {
  return code === SPACE || code === COMMA || code === EQUALS
}

/** Reads a field's string, whose opening quote has been taken. Newlines inside belong to the string. */
export function readQuoted(cursor: LineCursor): string {
  const { text, at: start } = cursor
  let isEscaped = false
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH && isQuotedSpecial(text.charCodeAt(at + 1))) {
      isEscaped = true
      at++
    } else if (code === LF) {
      cursor.line++
    } else if (code === QUOTE) {
      cursor.at = at + 1
      const raw = text.slice(start, at)
      return isEscaped ? raw.replace(/\\(["\\])/g, '$1') : raw
    }
  }
  cursor.at = text.length
  throw new LineProblem('a string is not closed')
}

function isQuotedSpecial(code: number): boolean {
  return code === QUOTE || code === BACKSLASH
}

/** Reads what stands bare up to the next space, comma or line's end: a number, a boolean, a time. */
export function readBare(cursor: LineCursor): string {
  const { text, at: start } = cursor
  while (!isBareEnd(cursor, text.charCodeAt(cursor.at))) {
    cursor.at++
  }
  return text.slice(start, cursor.at)
}

/** Most characters come after the comma, and need no further look: this runs for every one of a body. */
function isBareEnd(cursor: LineCursor, code: number): boolean {
  return !(code > COMMA) && (code === SPACE || code === COMMA || isAtLineEnd(cursor))
}

/** Moves to the first character after the line's end. */
export function skipLine(cursor: LineCursor): void {
  const end = cursor.text.indexOf('\n', cursor.at)
  cursor.at = end < 0 ? cursor.text.length : end + 1
  cursor.line++
}
