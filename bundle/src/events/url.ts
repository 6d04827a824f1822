import { toJson } from '../core/json.ts'
import { URL, URLSearchParams } from '../core/natives.ts'
import { parseUrl } from '../core/parseUrl.ts'

/** Parts of a URL under their meaning on the wire. */
export interface UrlParts {
  readonly host: string
  /** Pathname, followed by the route in the hash if it holds one: `/#/orders/42`. */
  readonly path: string
  /** The path with every segment that holds a digit replaced by `?`: `/#/orders/?`. */
  readonly pathGroup: string
  /** JSON object of the query parameters, those of a route in the hash included. */
  readonly query: string
}

/** A hash such as `#/orders/42?tab=2` or `#!/new`: its route unless that is the root, and its query. */
const HASH_ROUTE = /(#!?\/[^?]+|(?=#!?\/))[^?]*\??(.*)/

/** Never throws: a page's own URL may have a stray `%`, a resource's may be no URL at all. */
export function toUrlParts(url: string): UrlParts {
  const { host, pathname, search } = parseUrl(url) ?? { host: '', pathname: url, search: '' }
  const [, route = '', query = ''] = HASH_ROUTE.exec(url) ?? []
  const path = pathname + route
  return {
    host,
    path,
    // Begins at a slash: looking for a digit from every place would take quadratic time.
    pathGroup: path.replace(/(^|\/)[^/\d]*\d[^/]*/g, '$1?'),
    query: toJson(Object.fromEntries(new URLSearchParams(`${search}&${query}`))) as string,
  }
}

/**
 * Returns `true` if the two URLs are different routes: another path, or another hash that is a route. A hash that names an
 * element of the page only scrolls.
 */
export function isRouteChange(from: string, to: string): boolean {
  return toRoute(from) !== toRoute(to)
}

/**
 * Returns the path and the hash without its query; no hash where the browser only scrolls, to the top or to an element.
 *
 * @see https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element
 */
function toRoute(url: string): string {
  const { pathname, hash } = new URL(url)
  const id = hash.slice(1)
  const decoded = new URLSearchParams(`=${id}`).get('') as string
  const isPlace =
    /^top$/i.test(id) ||
    [id, decoded].some((name) => document.getElementById(name) ?? document.anchors.namedItem(name))
  return `${pathname}#${isPlace ? '' : id.split('?')[0]}`
}
