/** An address without its origin where that is the page's own, so that a list shows what differs. */
export function toShortUrl(url: string, pageUrl: string): string {
  const origin = /^https?:\/\/[^/]+/.exec(pageUrl)?.[0]
  return origin !== undefined && url.startsWith(`${origin}/`) ? url.slice(origin.length) : url
}
