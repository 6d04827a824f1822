import type { Bound, Pattern, SearchNode } from './searchNode.ts'

/** A search as a text that means the same when it is read again. */
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
      return printPattern(node.pattern)
    case 'has':
      return `has:${quote(node.key)}`
    case 'match':
      return `${printKey(node.key)}:${printPatterns(node.patterns)}`
    case 'compare':
      return `${printKey(node.key)}:${node.operator}${quote(node.value)}`
    case 'range':
      return `${printKey(node.key)}:${printRange(node.low, node.high)}`
  }
}

function printPart(node: SearchNode): string {
  return node.kind === 'and' || node.kind === 'or' ? `(${printSearch(node)})` : printSearch(node)
}

function printKey(key: string): string {
  return /^@?[A-Za-z_][\w.@-]*$/.test(key) ? key : `@${quoteAlways(key.slice(1))}`
}

function printPatterns(patterns: readonly Pattern[]): string {
  const [first] = patterns
  return patterns.length === 1 && first !== undefined
    ? printPattern(first)
    : `(${patterns.map(printPattern).join(' OR ')})`
}

function printPattern(pattern: Pattern): string {
  return pattern.length === 1
    ? quote(pattern[0] ?? '')
    : pattern.map((part) => part.replace(/[\s()[\]{}"*\\/:<>!@-]/g, '\\$&')).join('*')
}

function printRange(low: Bound, high: Bound): string {
  const opening = low.isIncluded ? '[' : '{'
  return `${opening}${quote(low.value)} TO ${quote(high.value)}${high.isIncluded ? ']' : '}'}`
}

/** Two slashes after a colon make an address, not a value. */
const SAFE = /^(?!\/\/)[\w./%+#~]+$/
const KEYWORD = /^(AND|OR|NOT|TO)$/

function quote(text: string): string {
  return SAFE.test(text) && !KEYWORD.test(text) ? text : quoteAlways(text)
}

function quoteAlways(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
