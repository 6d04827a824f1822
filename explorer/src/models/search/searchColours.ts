import type { Span, Token } from './searchTokens.ts'
import { isKeyword, KEYWORDS, toTokens } from './searchTokens.ts'

export type SearchRole =
  | 'key'
  | 'operator'
  | 'value'
  | 'quoted'
  | 'wildcard'
  | 'keyword'
  | 'not'
  | 'bracket'
  | 'text'
  | 'space'

export interface ColouredSpan extends Span {
  role: SearchRole
}

/** Splits a text into spans with a role. Together they are the whole text, so that an overlay lines up with the input. */
export function toColouredSpans(text: string): ColouredSpan[] {
  const spans: ColouredSpan[] = []
  const add = (role: SearchRole, end: number): void => {
    const start = spans.at(-1)?.end ?? 0
    if (end > start) {
      spans.push({ role, start, end })
    }
  }
  for (const token of toTokens(text)) {
    add('space', token.start)
    for (const [role, end] of toParts(text, token)) {
      add(role, end)
    }
  }
  return spans
}

/** Returns the parts of a token, each with its end. */
function toParts(text: string, token: Token): [SearchRole, number][] {
  const { end } = token
  switch (token.kind) {
    case 'key':
      return [
        ['key', end - 1],
        ['operator', end],
      ]
    case 'operator':
      return [['operator', end]]
    case '-':
      return [['not', end]]
    case 'word': {
      if (KEYWORDS.some((keyword) => isKeyword(token, keyword))) {
        return [['keyword', end]]
      }
      const role = token.isValue ? 'value' : 'text'
      return token.isQuoted ? [['quoted', end]] : splitAtStars(text, token, role)
    }
    default:
      return [['bracket', end]]
  }
}

function splitAtStars(
  text: string,
  { start, end }: Span,
  role: SearchRole,
): [SearchRole, number][] {
  const parts: [SearchRole, number][] = []
  for (let at = start; at < end; at++) {
    if (text[at] === '*') {
      parts.push([role, at], ['wildcard', at + 1])
    } else if (text[at] === '\\') {
      at++ // the next character is no wildcard
    }
  }
  return [...parts, [role, end]]
}
