import { SearchProblem } from './searchProblem.ts'

/** Names the nearest of the keys that there are: most unknown ones are slips. */
export function toUnknownKey(key: string, column: number, known: Iterable<string>): SearchProblem {
  const nearest = findNearest(key, known)
  const hint = nearest === undefined ? '' : `did you mean ${nearest}? `
  const name = key.slice(0, 64)
  return new SearchProblem(
    column,
    `there is no key ${name}: ${hint}A custom attribute is written @${name}, a text with a colon "${name}:…"`,
  )
}

/** At most a third of its characters are wrong. */
function findNearest(key: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Math.max(2, Math.floor(key.length / 3)) + 1
  for (const candidate of known) {
    const distance =
      Math.abs(candidate.length - key.length) < least ? countEdits(key, candidate) : least
    if (distance < least) {
      least = distance
      nearest = candidate
    }
  }
  return nearest
}

/** Levenshtein's distance. */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
