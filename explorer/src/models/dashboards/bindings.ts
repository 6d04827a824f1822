import { parseSearch } from '../search/parseSearch.ts'
import { printKey, printPatterns } from '../search/printSearch.ts'
import type { Binding } from './dashboard.ts'
import { toPattern } from './fillSearch.ts'

/** Returns bindings as terms of a search, by which the collector keeps them: `version:2.* env:prod`. */
export function printBindings(bindings: readonly Binding[]): string {
  return bindings.map(toTerm).join(' ')
}

function toTerm({ key, value }: Binding): string {
  return `${printKey(key)}:${printPatterns([toPattern(value)])}`
}

/** Reads terms; what is none, such as the name of a view that an earlier version kept, binds nothing. */
export function parseBindings(text: string): Binding[] {
  return parseSearch(text).terms.flatMap((term) => {
    const [pattern] = term.kind === 'match' ? term.patterns : []
    return term.kind === 'match' && pattern && term.patterns.length === 1
      ? [{ key: term.key, value: pattern.join('*') }]
      : []
  })
}

/** True if a value of a record is what a binding names: exactly, or with `*` for any text, whatever the case. */
export function isBoundTo({ value }: Binding, found: string): boolean {
  if (!value.includes('*')) {
    return found === value
  }
  const parts = toPattern(value).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return found !== '' && new RegExp(`^${parts.join('[^]*')}$`, 'iu').test(found)
}
