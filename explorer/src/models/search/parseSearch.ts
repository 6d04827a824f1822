import type { Operator, Pattern, Span, Token, Word } from './searchTokens.ts'
import { isKeyword, KEYWORDS, toTokens } from './searchTokens.ts'

/** Limits of the collector. */
export const SEARCH_LIMITS = { characters: 4096, terms: 100, depth: 20 } as const

/** Meaning of a search text, as in the collector, with the place of each part. */
export type SearchNode = Span &
  (
    | { kind: 'all' }
    | { kind: 'and' | 'or'; nodes: readonly SearchNode[]; isWrapped: boolean }
    | { kind: 'not'; node: SearchNode }
    | { kind: 'text'; pattern: Pattern }
    | { kind: 'has'; key: string }
    | { kind: 'match'; key: string; patterns: readonly Pattern[] }
    | { kind: 'compare'; key: string; operator: Operator; value: string }
    | { kind: 'range'; key: string; low: Bound; high: Bound }
  )

export interface Bound {
  /** `*` without a bound. */
  value: string
  isIncluded: boolean
}

export type SearchProblemCode =
  | 'tooLong'
  | 'tooManyTerms'
  | 'tooDeep'
  | 'quoteNotClosed'
  | 'parenthesisNotClosed'
  | 'parenthesisNotOpened'
  | 'listNotClosed'
  | 'listNeedsOr'
  | 'rangeNotClosed'
  | 'rangeNeedsTo'
  | 'valueMissing'
  | 'keyMissing'
  | 'termMissing'
  | 'unexpected'

/** A mistake in a search text. The span marks it; the catalogue has a message for each code. */
export interface SearchProblem extends Span {
  code: SearchProblemCode
  /** Text for the message: the key without a value, or the stray token. */
  subject: string
}

export interface ParsedSearch {
  tokens: readonly Token[]
  /** Absent if the text has a mistake. */
  node: SearchNode | undefined
  /**
   * Terms that all must hold: the parts of the outermost conjunction. A text whose outermost operator is `OR` is one
   * term. Empty for an empty text or a text with a mistake.
   */
  terms: readonly SearchNode[]
  problem: SearchProblem | undefined
}

interface Tokens {
  peek(): Token
  next(): Token
  fail(code: SearchProblemCode, at: Span): never
}

/** Carries a problem out of the parser. */
interface Failure extends Error {
  searchProblem: SearchProblem
}

/** Parses a search text. Never throws. */
export function parseSearch(text: string): ParsedSearch {
  const tokens = toTokens(text)
  try {
    return { tokens, ...parseTokens(text, tokens), problem: undefined }
  } catch (error) {
    if (error instanceof Error && 'searchProblem' in error) {
      const { searchProblem } = error as Failure
      return { tokens, node: undefined, terms: [], problem: searchProblem }
    }
    throw error
  }
}

function parseTokens(text: string, tokens: readonly Token[]): Pick<ParsedSearch, 'node' | 'terms'> {
  const stream = createStream(text, tokens)
  if (text.length > SEARCH_LIMITS.characters) {
    stream.fail('tooLong', { start: SEARCH_LIMITS.characters, end: text.length })
  }
  const open = tokens.find((token) => token.kind === 'word' && !token.isClosed)
  if (open) {
    stream.fail('quoteNotClosed', open)
  }
  const node = createParser(stream).readAll()
  if (node.kind === 'all') {
    return { node, terms: [] }
  }
  // A conjunction in parentheses is one term: without its parts, empty parentheses would be left.
  return { node, terms: node.kind === 'and' && !node.isWrapped ? node.nodes : [node] }
}

function createStream(text: string, tokens: readonly Token[]): Tokens {
  let at = 0
  const peek = (): Token => tokens[Math.min(at, tokens.length - 1)] as Token
  return {
    peek,
    next() {
      const token = peek()
      at++
      return token
    },
    fail(code, { start, end }) {
      const searchProblem = { code, start, end, subject: text.slice(start, end) }
      throw Object.assign(new Error(code), { searchProblem })
    },
  }
}

function createParser({ peek, next, fail }: Tokens): { readAll(): SearchNode } {
  const values = createValueReader({ peek, next, fail })
  let terms = 0
  let depth = 0

  function readAll(): SearchNode {
    const first = peek()
    if (first.kind === 'end') {
      return { kind: 'all', start: first.start, end: first.end }
    }
    const node = readOr()
    const rest = peek()
    if (rest.kind !== 'end') {
      fail(rest.kind === ')' ? 'parenthesisNotOpened' : 'unexpected', rest)
    }
    return node
  }

  function readOr(): SearchNode {
    const nodes = [readAnd()]
    while (isKeyword(peek(), 'OR')) {
      next()
      nodes.push(readAnd())
    }
    return join('or', nodes)
  }

  function readAnd(): SearchNode {
    const nodes = [readNot()]
    while (!isKeyword(peek(), 'OR') && peek().kind !== 'end' && peek().kind !== ')') {
      if (isKeyword(peek(), 'AND')) {
        next()
      }
      nodes.push(readNot())
    }
    return join('and', nodes)
  }

  function readNot(): SearchNode {
    if (!isKeyword(peek(), 'NOT') && peek().kind !== '-') {
      return readPrimary()
    }
    const opening = next()
    descend(opening)
    const node = readNot()
    depth--
    return { kind: 'not', node, start: opening.start, end: node.end }
  }

  function descend(token: Token): void {
    if (++depth > SEARCH_LIMITS.depth) {
      fail('tooDeep', token)
    }
  }

  function readPrimary(): SearchNode {
    const token = next()
    if (++terms > SEARCH_LIMITS.terms) {
      fail('tooManyTerms', token)
    }
    if (token.kind === '(') {
      descend(token)
      const node = readOr()
      const closing = next()
      if (closing.kind !== ')') {
        fail('parenthesisNotClosed', token)
      }
      depth--
      return wrap(node, { start: token.start, end: closing.end })
    }
    if (token.kind === 'key') {
      return values.readValue(token)
    }
    if (token.kind !== 'word' || isAnyKeyword(token)) {
      return fail('termMissing', token)
    }
    return { kind: 'text', pattern: token.pattern, start: token.start, end: token.end }
  }

  return { readAll }
}

type Key = Extract<Token, { kind: 'key' }>

/** Reads what follows a key. */
function createValueReader({ peek, next, fail }: Tokens): { readValue(key: Key): SearchNode } {
  function readValue({ key, start }: Key): SearchNode {
    if (key === 'has') {
      return readHas(start)
    }
    const token = next()
    switch (token.kind) {
      case 'word':
        return { kind: 'match', key, patterns: [token.pattern], start, end: token.end }
      case 'operator': {
        const { pattern, end } = readWord('valueMissing')
        const { operator } = token
        return { kind: 'compare', key, operator, value: pattern.join('*'), start, end }
      }
      case '(': {
        const { patterns, end } = readList(token)
        return { kind: 'match', key, patterns, start, end }
      }
      case '[':
      case '{':
        return { kind: 'range', key, start, ...readRange(token) }
      default:
        return fail('valueMissing', token)
    }
  }

  function readList(opening: Token): { patterns: Pattern[]; end: number } {
    const patterns = [readWord('valueMissing').pattern]
    while (peek().kind !== ')') {
      if (peek().kind === 'end') {
        fail('listNotClosed', opening)
      }
      if (!isKeyword(peek(), 'OR')) {
        fail('listNeedsOr', peek())
      }
      next()
      patterns.push(readWord('valueMissing').pattern)
    }
    return { patterns, end: next().end }
  }

  function readRange(opening: Token): { low: Bound; high: Bound; end: number } {
    const low = readWord('valueMissing').pattern.join('*')
    if (!isKeyword(peek(), 'TO')) {
      fail('rangeNeedsTo', peek())
    }
    next()
    const high = readWord('valueMissing').pattern.join('*')
    const closing = next()
    if (closing.kind !== ']' && closing.kind !== '}') {
      fail('rangeNotClosed', opening)
    }
    return {
      low: { value: low, isIncluded: opening.kind === '[' },
      high: { value: high, isIncluded: closing.kind === ']' },
      end: closing.end,
    }
  }

  function readWord(missing: SearchProblemCode): Word & Span {
    const token = next()
    return token.kind !== 'word' || isAnyKeyword(token) ? fail(missing, token) : token
  }

  /** `has:key`, or one of several keys. */
  function readHas(start: number): SearchNode {
    const opening = peek()
    if (opening.kind !== 'word' && opening.kind !== '(') {
      fail('keyMissing', opening)
    }
    if (opening.kind !== '(') {
      const { pattern, end } = readWord('keyMissing')
      return { kind: 'has', key: pattern.join('*'), start, end }
    }
    const { patterns, end } = readList(next())
    const nodes = patterns.map((one) => ({ kind: 'has', key: one.join('*'), start, end }) as const)
    return wrap(join('or', nodes), { start, end })
  }

  return { readValue }
}

function join(kind: 'and' | 'or', nodes: readonly SearchNode[]): SearchNode {
  const [first] = nodes
  return nodes.length === 1 && first !== undefined
    ? first
    : { kind, nodes, isWrapped: false, start: first?.start ?? 0, end: nodes.at(-1)?.end ?? 0 }
}

/** A group that cannot bind with its neighbours: parentheses, or the list of `has:`. */
function wrap(node: SearchNode, { start, end }: Span): SearchNode {
  return 'nodes' in node ? { ...node, isWrapped: true, start, end } : { ...node, start, end }
}

function isAnyKeyword(token: Token): boolean {
  return KEYWORDS.some((keyword) => isKeyword(token, keyword))
}
