import type { SearchNode } from './parseSearch.ts'
import type { Pattern } from './searchTokens.ts'
import { KEYWORDS } from './searchTokens.ts'

/** Returns a text with the same meaning. Two terms are equal if their texts are. */
export function printSearch(node: SearchNode): string {
  switch (node.kind) {
    case 'all':
      return ''
    case 'and':
    case 'or':
      return node.nodes.map(printPart).join(node.kind === 'or' ? ' OR ' : ' ')
    case 'not':
      return `-${printPart(node.node)}`
    case 'text':
      return node.pattern.length === 1
        ? quoteText(node.pattern[0] ?? '')
        : printWildcards(node.pattern)
    case 'has':
      return `has:${quoteValue(node.key)}`
    case 'match':
      return `${printKey(node.key)}:${printPatterns(node.patterns)}`
    case 'compare':
      return `${printKey(node.key)}:${node.operator}${quoteValue(node.value)}`
    case 'range': {
      const opening = node.low.isIncluded ? '[' : '{'
      const closing = node.high.isIncluded ? ']' : '}'
      const ends = [node.low, node.high].map(({ value }) =>
        value === '*' ? '*' : quoteValue(value),
      )
      return `${printKey(node.key)}:${opening}${ends.join(' TO ')}${closing}`
    }
  }
}

function printPart(node: SearchNode): string {
  return node.kind === 'and' || node.kind === 'or' ? `(${printSearch(node)})` : printSearch(node)
}

export function printKey(key: string): string {
  return /^@?[A-Za-z_][\w.@-]*$/.test(key) ? key : `@${quote(key.slice(1))}`
}

export function printPatterns(patterns: readonly Pattern[]): string {
  const [first] = patterns
  return patterns.length === 1 && first !== undefined
    ? printPattern(first)
    : `(${patterns.map(printPattern).join(' OR ')})`
}

function printPattern(pattern: Pattern): string {
  return pattern.length === 1 ? quoteValue(pattern[0] ?? '') : printWildcards(pattern)
}

function printWildcards(pattern: Pattern): string {
  return pattern.map((part) => part.replace(/[\s()[\]{}"*\\/:<>!@-]/g, '\\$&')).join('*')
}

/** Needs no quotes after a key. Two slashes after a colon make an address, not a value. */
const SAFE = /^(?!\/\/)[\p{L}\p{N}_./%+#~@:-]+$/u

/** Writes any value behind a key, so that it matches exactly that value: `*` and keywords lose their meaning. */
export function quoteValue(value: string): string {
  return SAFE.test(value) && !KEYWORDS.includes(value) ? value : quote(value)
}

/** Writes a value without a key. A colon may make a key, and a dash in front means "not". */
function quoteText(text: string): string {
  return /[@:]|^-/.test(text) ? quote(text) : quoteValue(text)
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
