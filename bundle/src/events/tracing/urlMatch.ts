import { ask } from '../../browser/ask.ts'
import { parseUrl } from '../../core/parseUrl.ts'
import type { UrlMatch } from './tracing.ts'

/**
 * Whether an absolute URL is meant. A string is a URL itself, and so ends its host with a slash: one that allows
 * `https://api.example` says nothing of `https://api.example.evil.org` or of another port.
 */
export function isMatch(match: UrlMatch, url: string): boolean {
  if (typeof match === 'string') {
    const start = parseUrl(match)?.href
    return start !== undefined && url.startsWith(start)
  }
  // Not `test`, which goes on from where a global pattern has stopped.
  return match instanceof RegExp
    ? url.search(match) >= 0
    : Boolean(ask('A function that matches URLs', match, url))
}
