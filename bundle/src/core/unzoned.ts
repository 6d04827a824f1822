/**
 * A function of the browser's, not the one that zone.js has put in its place: in a zone of the page's, each timer and
 * listener of ours would have Angular check the whole application, and wait for us before it calls it stable.
 *
 * @see https://github.com/angular/angular/blob/main/packages/zone.js/STANDARD-APIS.md
 */
export function unzoned<Target extends object, Name extends keyof Target & string>(
  target: Target,
  name: Name,
): Target[Name] {
  const kept = `__zone_symbol__${name}`
  return kept in target ? ((target as Record<string, unknown>)[kept] as Target[Name]) : target[name]
}
