import { attempt } from '../core/attempt.ts'
import { toJson } from '../core/json.ts'
import { parseUrl } from '../core/parseUrl.ts'

/** The parts of a URL as the wire has them. */
export interface UrlParts {
  readonly host: string
  readonly path: string
  /** The path with every segment that carries a digit replaced by `?`: ids out, routes left. */
  readonly pathGroup: string
  /** What a view of it is called: the same, with that of a route in the hash. */
  readonly name: string
  /** JSON object of the query parameters. */
  readonly query: string
}

/** Never throws: a page's own URL may have a stray `%`, a resource's may be no URL at all. */
export function toUrlParts(url: string): UrlParts {
  const { host, pathname, search } = parseUrl(url) ?? { host: '', pathname: url, search: '' }
  const pathGroup = toGroup(pathname)
  return {
    host,
    path: pathname,
    pathGroup,
    name: pathGroup + (/#!?\/[^?]+/.exec(url) ?? []).map(toGroup).join(''),
    query: toJson(attempt(() => Object.fromEntries(new URLSearchParams(search))) ?? {}) as string,
  }
}

function toGroup(path: string): string {
  return path.replace(/[^/]*\d[^/]*/g, '?')
}

/**
 * Whether going from one URL to the other is a change of route: another path, or another hash that is a route
 * of its own. A hash that names an element of the page only scrolls.
 */
export function isRouteChange(from: string, to: string): boolean {
  const [before, after] = [parseUrl(from) as URL, parseUrl(to) as URL]
  return (
    before.pathname !== after.pathname ||
    (before.hash !== after.hash && toRoute(before.hash) !== toRoute(after.hash))
  )
}

function toRoute(hash: string): string {
  return document.getElementById(hash.slice(1)) ? '' : (hash.split('?')[0] as string)
}
