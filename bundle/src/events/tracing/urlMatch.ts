import { ask } from '../../core/ask.ts'
import { parseUrl } from '../../core/parseUrl.ts'
import type { UrlMatch } from './tracing.ts'

/**
 * Returns `true` if the rule matches an absolute URL. A string is parsed as a URL, so its host ends with a slash:
 * `https://api.example` matches neither `https://api.example.evil.org` nor another port.
 */
export function isMatch(match: UrlMatch, url: string): boolean {
  if (typeof match === 'string') {
    const start = parseUrl(match)?.href
    return Boolean(start && url.startsWith(start))
  }
  // Not `test`, which goes on from where a global pattern has stopped.
  return match instanceof RegExp
    ? url.search(match) >= 0
    : Boolean(ask('A function that matches', match, url))
}
