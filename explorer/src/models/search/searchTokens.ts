/** Half-open range of offsets in a text. */
export interface Span {
  start: number
  end: number
}

export type Operator = '>' | '>=' | '<' | '<='

/** Texts between the wildcards: `a*b` is `['a', 'b']`, a text without a wildcard is `['text']`. */
export type Pattern = readonly string[]

export type Token = Span &
  (
    | { kind: '(' | ')' | '[' | ']' | '{' | '}' | '-' | 'end' }
    /** The span includes the colon. */
    | { kind: 'key'; key: string }
    | { kind: 'operator'; operator: Operator }
    | Word
  )

export interface Word {
  kind: 'word'
  pattern: Pattern
  /** As written, without quotes: `AND` is a keyword only if it is not quoted. */
  text: string
  isQuoted: boolean
  /** True behind a key or an operator, and inside a key's brackets. */
  isValue: boolean
  /** False for a quote without an end. */
  isClosed: boolean
}

const SPACE = /\s/
const KEY = /^(@?[A-Za-z_][\w.@-]*|@"(?:[^"\\]|\\[\s\S])*"):(?!\/\/)/
const OPERATOR = /^(>=|<=|>|<)/
const BRACKETS = '()[]{}'

/**
 * Splits a search text as the collector does (`collector/src/query/search/tokens.ts`; a test compares both), but never
 * fails, because the text is split at each key press. A key ends with its colon; `https://…` is no key.
 */
export function toTokens(text: string): Token[] {
  const tokens: Token[] = []
  let isInside = false // a key's brackets, where a colon or a dash is part of a value
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const previous = tokens.at(-1)?.kind
    const token = readToken(text, at, isInside ? 'inside' : previous)
    if (BRACKETS.includes(token.kind)) {
      isInside = '([{'.includes(token.kind) && (isInside || previous === 'key')
    }
    tokens.push(token)
    at = skipSpace(text, token.end)
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length })
  return tokens
}

export const KEYWORDS: readonly string[] = ['AND', 'OR', 'NOT', 'TO']

export function isKeyword(token: Token, keyword: string): boolean {
  return token.kind === 'word' && !token.isQuoted && token.text === keyword
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (SPACE.test(text[end] ?? '')) {
    end++
  }
  return end
}

function readToken(
  text: string,
  at: number,
  previous: Token['kind'] | 'inside' | undefined,
): Token {
  const character = text[at] ?? ''
  if (BRACKETS.includes(character)) {
    return { kind: character as '(', start: at, end: at + 1 }
  }
  const isValue = previous === 'key' || previous === 'operator' || previous === 'inside'
  return (
    (previous === 'key' ? readOperator(text, at) : undefined) ??
    (isValue ? undefined : readStart(text, at)) ??
    (character === '"' ? readQuoted(text, at, isValue) : readWord(text, at, isValue))
  )
}

function readOperator(text: string, at: number): Token | undefined {
  const [operator] = OPERATOR.exec(text.slice(at, at + 2)) ?? []
  return operator === undefined
    ? undefined
    : { kind: 'operator', operator: operator as Operator, start: at, end: at + operator.length }
}

/** Reads a minus or a key. */
function readStart(text: string, at: number): Token | undefined {
  if (/^[-!]\S/.test(text.slice(at, at + 2))) {
    return { kind: '-', start: at, end: at + 1 }
  }
  const [all, key] = KEY.exec(text.slice(at)) ?? []
  return all === undefined || key === undefined
    ? undefined
    : { kind: 'key', key: unescapeKey(key), start: at, end: at + all.length }
}

/** `@"any name"` is `@any name`. */
function unescapeKey(key: string): string {
  return key.startsWith('@"') ? `@${key.slice(2, -1).replace(/\\([\s\S])/g, '$1')}` : key
}

function readQuoted(text: string, at: number, isValue: boolean): Token {
  let value = ''
  let index = at + 1
  while (index < text.length && text[index] !== '"') {
    if (text[index] === '\\' && index + 1 < text.length) {
      index++
    }
    value += text[index]
    index++
  }
  const isClosed = index < text.length
  return {
    kind: 'word',
    pattern: [value],
    text: value,
    isQuoted: true,
    isValue,
    isClosed,
    start: at,
    end: isClosed ? index + 1 : text.length,
  }
}

function readWord(text: string, at: number, isValue: boolean): Token {
  const parts: string[] = []
  let part = ''
  let end = at
  while (end < text.length && !isEndOfWord(text[end] ?? '')) {
    if (text[end] === '*') {
      parts.push(part)
      part = ''
    } else {
      end += text[end] === '\\' && end + 1 < text.length ? 1 : 0
      part += text[end]
    }
    end++
  }
  return {
    kind: 'word',
    pattern: joinStars([...parts, part]),
    text: text.slice(at, end),
    isQuoted: false,
    isValue,
    isClosed: true,
    start: at,
    end,
  }
}

function isEndOfWord(character: string): boolean {
  return SPACE.test(character) || BRACKETS.includes(character) || character === '"'
}

/** `a**b` is `a*b`. */
function joinStars(parts: readonly string[]): Pattern {
  return parts.filter((part, index) => part !== '' || index === 0 || index === parts.length - 1)
}
