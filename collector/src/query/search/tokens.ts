import type { Operator, Pattern } from './searchNode.ts'
import { SearchProblem } from './searchProblem.ts'

export type Token =
  | { kind: '(' | ')' | '[' | ']' | '{' | '}' | '-' | 'end'; column: number }
  | { kind: 'key'; key: string; column: number }
  | { kind: 'operator'; operator: Operator; column: number }
  | Word

export interface Word {
  kind: 'word'
  pattern: Pattern
  /** As it was written, without escapes: `AND` is a keyword only where it is not quoted. */
  text: string
  isQuoted: boolean
  column: number
}

const SPACE = /\s/
const KEY = /^(@?[A-Za-z_][\w.@-]*|@"(?:[^"\\]|\\[\s\S])*"):(?!\/\/)/
const OPERATOR = /^(>=|<=|>|<)/
const BRACKETS = '()[]{}'

/** Splits a search text. A key ends with its colon; `https://…` is no key. */
export function toTokens(text: string): Token[] {
  const tokens: Token[] = []
  let isInside = false // inside a key's brackets, where a colon or a dash is part of a value
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const previous = tokens.at(-1)?.kind
    const { token, end } = readToken(text, at, isInside ? 'inside' : previous)
    if (BRACKETS.includes(token.kind)) {
      isInside = '([{'.includes(token.kind) && (isInside || previous === 'key')
    }
    tokens.push(token)
    at = skipSpace(text, end)
  }
  tokens.push({ kind: 'end', column: text.length + 1 })
  return tokens
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (SPACE.test(text[end] ?? '')) {
    end++
  }
  return end
}

interface Read {
  token: Token
  end: number
}

function readToken(text: string, at: number, previous: Token['kind'] | 'inside' | undefined): Read {
  const character = text[at] ?? ''
  if (BRACKETS.includes(character)) {
    return { token: { kind: character as '(', column: at + 1 }, end: at + 1 }
  }
  const isValue = previous === 'key' || previous === 'operator' || previous === 'inside'
  return (
    (previous === 'key' ? readOperator(text, at) : undefined) ??
    (isValue ? undefined : readStart(text, at)) ??
    (character === '"' ? readQuoted(text, at) : readWord(text, at))
  )
}

function readOperator(text: string, at: number): Read | undefined {
  const [operator] = OPERATOR.exec(text.slice(at, at + 2)) ?? []
  const token = { kind: 'operator', operator: operator as Operator, column: at + 1 } as const
  return operator === undefined ? undefined : { token, end: at + operator.length }
}

/** Parts with which a term may begin: a minus, a key. */
function readStart(text: string, at: number): Read | undefined {
  const column = at + 1
  if (/^[-!]\S/.test(text.slice(at, at + 2))) {
    return { token: { kind: '-', column }, end: at + 1 }
  }
  const [all, key] = KEY.exec(text.slice(at)) ?? []
  return all === undefined || key === undefined
    ? undefined
    : { token: { kind: 'key', key: toKey(key), column }, end: at + all.length }
}

/** `@"any name"` is `@any name`. */
function toKey(key: string): string {
  return key.startsWith('@"') ? `@${key.slice(2, -1).replace(/\\([\s\S])/g, '$1')}` : key
}

function readQuoted(text: string, at: number): Read {
  let value = ''
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '"') {
      const token = { pattern: [value], text: value, isQuoted: true, column: at + 1 }
      return { token: { kind: 'word', ...token }, end: index + 1 }
    }
    if (text[index] === '\\' && index + 1 < text.length) {
      index++
    }
    value += text[index]
  }
  throw new SearchProblem(at + 1, 'this quote is not closed: end the value with "')
}

function readWord(text: string, at: number): Read {
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
  const token = { pattern: joinStars([...parts, part]), text: text.slice(at, end), isQuoted: false }
  return { token: { kind: 'word', column: at + 1, ...token }, end }
}

function isEndOfWord(character: string): boolean {
  return SPACE.test(character) || BRACKETS.includes(character) || character === '"'
}

/** `a**b` is `a*b`. */
function joinStars(parts: readonly string[]): Pattern {
  return parts.filter((part, index) => part !== '' || index === 0 || index === parts.length - 1)
}
