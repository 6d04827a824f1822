import type { Bound, Pattern, SearchNode } from './searchNode.ts'
import { SearchProblem } from './searchProblem.ts'
import type { Token, Word } from './tokens.ts'
import { toTokens } from './tokens.ts'

/** More is no search that anybody wrote. */
export const SEARCH_LIMITS = { characters: 4096, terms: 100, depth: 20 } as const

type Key = Extract<Token, { kind: 'key' }>

/** Reads a search text. Throws a `SearchProblem` and nothing else. */
export function parseSearch(text: string): SearchNode {
  if (text.length > SEARCH_LIMITS.characters) {
    throw new SearchProblem(
      SEARCH_LIMITS.characters + 1,
      `a search has at most ${SEARCH_LIMITS.characters} characters`,
    )
  }
  const parser = createParser(createTokens(toTokens(text)))
  return parser.readAll()
}

interface Tokens {
  peek(): Token
  next(): Token
}

/** `toTokens` ends with a token that is given for ever. */
function createTokens(tokens: readonly Token[]): Tokens {
  let at = 0
  const peek = (): Token => tokens[Math.min(at, tokens.length - 1)] as Token
  return {
    peek,
    next() {
      const token = peek()
      at++
      return token
    },
  }
}

function createParser({ peek, next }: Tokens): { readAll(): SearchNode } {
  const values = createValueReader({ peek, next })
  let terms = 0
  let depth = 0

  const isWord = (word: string): boolean => isKeyword(peek(), word)

  function readAll(): SearchNode {
    if (peek().kind === 'end') {
      return { kind: 'all' }
    }
    const node = readOr()
    const rest = peek()
    if (rest.kind !== 'end') {
      throw new SearchProblem(rest.column, describeStray(rest))
    }
    return node
  }

  function readOr(): SearchNode {
    const nodes = [readAnd()]
    while (isWord('OR')) {
      next()
      nodes.push(readAnd())
    }
    return join('or', nodes)
  }

  function readAnd(): SearchNode {
    const nodes = [readNot()]
    while (!isWord('OR') && peek().kind !== 'end' && peek().kind !== ')') {
      if (isWord('AND')) {
        next()
      }
      nodes.push(readNot())
    }
    return join('and', nodes)
  }

  function readNot(): SearchNode {
    if (!isWord('NOT') && peek().kind !== '-') {
      return readPrimary()
    }
    descend(next())
    const node = readNot()
    depth--
    return { kind: 'not', node }
  }

  function descend({ column }: Token): void {
    if (++depth > SEARCH_LIMITS.depth) {
      throw new SearchProblem(column, `parentheses go at most ${SEARCH_LIMITS.depth} deep`)
    }
  }

  function readPrimary(): SearchNode {
    const token = next()
    if (++terms > SEARCH_LIMITS.terms) {
      throw new SearchProblem(token.column, `a search has at most ${SEARCH_LIMITS.terms} terms`)
    }
    if (token.kind === '(') {
      descend(token)
      const node = readOr()
      if (next().kind !== ')') {
        throw new SearchProblem(token.column, 'this parenthesis is not closed: add )')
      }
      depth--
      return node
    }
    if (token.kind === 'key') {
      return values.readValue(token)
    }
    if (token.kind !== 'word' || isAnyKeyword(token)) {
      throw new SearchProblem(token.column, describeMissing(token))
    }
    return { kind: 'text', pattern: token.pattern }
  }

  return { readAll }
}

/** Reads what follows a key. */
function createValueReader({ peek, next }: Tokens): { readValue(key: Key): SearchNode } {
  function readValue({ key, column }: Key): SearchNode {
    if (key === 'has') {
      return readHas()
    }
    const token = next()
    switch (token.kind) {
      case 'word':
        return { kind: 'match', key, column, patterns: [token.pattern] }
      case 'operator': {
        const { pattern } = readWord(`a number after ${token.operator}`)
        return { kind: 'compare', key, column, operator: token.operator, value: pattern.join('*') }
      }
      case '(':
        return { kind: 'match', key, column, patterns: readList(token) }
      case '[':
      case '{':
        return { kind: 'range', key, column, ...readRange(token) }
      default:
        throw new SearchProblem(
          token.column,
          `${key}: has no value: write ${key}:value, or has:${key} for any value`,
        )
    }
  }

  function readList(opening: Token): Pattern[] {
    const patterns = [readWord('a value').pattern]
    while (peek().kind !== ')') {
      if (peek().kind === 'end') {
        throw new SearchProblem(opening.column, 'this list is not closed: add )')
      }
      if (!isKeyword(peek(), 'OR')) {
        throw new SearchProblem(peek().column, 'values of a list have OR between them: (a OR b)')
      }
      next()
      patterns.push(readWord('a value').pattern)
    }
    next()
    return patterns
  }

  function readRange(opening: Token): { low: Bound; high: Bound } {
    const low = readWord('the lower end of the range').pattern.join('*')
    if (!isKeyword(peek(), 'TO')) {
      throw new SearchProblem(
        peek().column,
        'a range is written [1 TO 5], with TO between its ends',
      )
    }
    next()
    const high = readWord('the upper end of the range').pattern.join('*')
    const closing = next()
    if (closing.kind !== ']' && closing.kind !== '}') {
      throw new SearchProblem(opening.column, 'this range is not closed: add ]')
    }
    return {
      low: { value: low, isIncluded: opening.kind === '[' },
      high: { value: high, isIncluded: closing.kind === ']' },
    }
  }

  function readWord(what: string): Word {
    const token = next()
    if (token.kind !== 'word' || isAnyKeyword(token)) {
      throw new SearchProblem(token.column, `here should be ${what}`)
    }
    return token
  }

  /** `has:key`, or one of several keys. */
  function readHas(): SearchNode {
    const opening = peek()
    const { column } = opening
    if (opening.kind !== 'word' && opening.kind !== '(') {
      throw new SearchProblem(column, 'has: takes a key: write has:userid')
    }
    const keys = opening.kind === '(' ? readList(next()) : [readWord('a key').pattern]
    return join(
      'or',
      keys.map((key) => ({ kind: 'has', key: key.join('*'), column })),
    )
  }

  return { readValue }
}

function join(kind: 'and' | 'or', nodes: readonly SearchNode[]): SearchNode {
  const [first] = nodes
  return nodes.length === 1 && first !== undefined ? first : { kind, nodes }
}

const KEYWORDS = ['AND', 'OR', 'NOT', 'TO']

function isKeyword(token: Token, keyword: string): boolean {
  return token.kind === 'word' && !token.isQuoted && token.text === keyword
}

function isAnyKeyword(token: Token): boolean {
  return KEYWORDS.some((keyword) => isKeyword(token, keyword))
}

function describeStray(token: Token): string {
  return token.kind === ')'
    ? 'this ) closes nothing: remove it, or write ")" to search for it'
    : 'this is not expected here: quote it to search for it'
}

function describeMissing(token: Token): string {
  if (token.kind === 'word') {
    return `${token.text} needs a term on each side: write "${token.text}" to search for the word`
  }
  return token.kind === 'end'
    ? 'a term is missing at the end'
    : `a term is missing before ${token.kind}: quote ${token.kind} to search for it`
}
