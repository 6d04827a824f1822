import { toReadableUrl } from './readableUrl.ts'

/** Omits the origin of an address if it is the page's own, so that a list shows the differences. */
export function toShortUrl(url: string, pageUrl: string): string {
  const origin = /^https?:\/\/[^/]+/.exec(pageUrl)?.[0]
  const shown =
    origin !== undefined && url.startsWith(`${origin}/`) ? url.slice(origin.length) : url
  return toReadableUrl(shown)
}
