/**
 * The map of a script among those of a release. A build's folder is seldom the site's root, so that one of the
 * two paths need only end with the other: `/static/js/app.js` and `js/app.js.map`, or `/app.js` and
 * `dist/app.js.map`. Of those that the address ends
 * with the longest is meant; of several that end with the address none is.
 */
export function findMap(
  url: string,
  files: readonly string[],
): { path: string } | 'no_map' | 'ambiguous_map' {
  const wanted = toPath(url)
  if (wanted === undefined) {
    return 'no_map'
  }
  const [closest] = files
    .filter((file) => endsWithPath(wanted, file))
    .sort((one, other) => other.length - one.length)
  if (closest !== undefined) {
    return { path: closest }
  }
  const [deeper, another] = files.filter((file) => endsWithPath(file, wanted))
  if (deeper === undefined) {
    return 'no_map'
  }
  return another === undefined ? { path: deeper } : 'ambiguous_map'
}

/** `https://shop.example/js/app.js?v=1` is mapped by `js/app.js.map`. */
function toPath(url: string): string | undefined {
  if (!URL.canParse(url)) {
    return undefined
  }
  const { pathname } = new URL(url)
  try {
    return `${decodeURIComponent(pathname).replace(/^\/+/, '')}.map`
  } catch {
    return undefined // a `%` that begins no escape
  }
}

function endsWithPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`)
}
