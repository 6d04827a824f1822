import { attempt } from './attempt.ts'

/** Returns `undefined` for what is no URL. Where the page has replaced `URL`, a link parses it, which takes anything. */
export function parseUrl(url: unknown): URL | HTMLAnchorElement | undefined {
  return attempt(() =>
    attempt(() => URL.prototype)
      ? new URL(String(url), document.baseURI)
      : Object.assign(document.createElement('a'), { href: String(url) }),
  )
}
