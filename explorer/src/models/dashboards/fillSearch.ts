import type { SearchNode } from '../search/parseSearch.ts'
import { parseSearch } from '../search/parseSearch.ts'
import { printSearch } from '../search/printSearch.ts'
import type { Pattern } from '../search/searchTokens.ts'

/** A variable with what is chosen for it; empty for nothing. */
export interface Choice {
  name: string
  key: string
  value: string
}

/**
 * Puts the choices of variables into a search: `$env` becomes `env:prod`, and `browser:$browser` becomes `browser:Edge`. A
 * term whose variable has no choice, or that names no variable, is about all rows. A text with a mistake stays as it is: the
 * collector explains it.
 */
export function fillSearch(text: string, choices: readonly Choice[]): string {
  const { node } = parseSearch(text)
  return node === undefined || !text.includes('$') ? text : printSearch(fill(node, choices))
}

function fill(node: SearchNode, choices: readonly Choice[]): SearchNode {
  switch (node.kind) {
    case 'and': {
      const nodes = node.nodes.map((one) => fill(one, choices)).filter(({ kind }) => kind !== 'all')
      return join(node, nodes)
    }
    case 'or': {
      const nodes = node.nodes.map((one) => fill(one, choices))
      const all = nodes.find(({ kind }) => kind === 'all')
      return all ?? join(node, nodes)
    }
    case 'not': {
      const inner = fill(node.node, choices)
      return inner.kind === 'all' ? inner : { ...node, node: inner }
    }
    case 'text':
      return fillText(node, choices)
    case 'match':
      return fillValue(node, choices)
    default:
      return node
  }
}

function join(
  node: Extract<SearchNode, { kind: 'and' | 'or' }>,
  nodes: readonly SearchNode[],
): SearchNode {
  const [first] = nodes
  return first === undefined ? toAll(node) : nodes.length === 1 ? first : { ...node, nodes }
}

const toAll = ({ start, end }: SearchNode): SearchNode => ({ kind: 'all', start, end })

/** Reads `$name`; `undefined` for any other pattern. */
function readName(pattern: Pattern): string | undefined {
  return pattern.length === 1 ? /^\$([A-Za-z_]\w*)$/.exec(pattern[0] ?? '')?.[1] : undefined
}

function fillText(
  node: Extract<SearchNode, { kind: 'text' }>,
  choices: readonly Choice[],
): SearchNode {
  const name = readName(node.pattern)
  if (name === undefined) {
    return node
  }
  const choice = choices.find((one) => one.name === name)
  return choice === undefined || choice.value === ''
    ? toAll(node)
    : { kind: 'match', key: choice.key, patterns: [toPattern(choice.value)], ...toSpan(node) }
}

function fillValue(
  node: Extract<SearchNode, { kind: 'match' }>,
  choices: readonly Choice[],
): SearchNode {
  const patterns = node.patterns.map((pattern) => {
    const name = readName(pattern)
    return name === undefined
      ? pattern
      : toPattern(choices.find((one) => one.name === name)?.value ?? '')
  })
  return patterns.some((pattern) => pattern.every((part) => part === ''))
    ? toAll(node)
    : { ...node, patterns }
}

const toSpan = ({ start, end }: SearchNode): { start: number; end: number } => ({ start, end })

/** `*` in a choice is any text. */
export function toPattern(value: string): Pattern {
  return value.split('*')
}
