/** All of these throw where cookies are denied (a sandboxed frame): the caller decides what that means. */

export interface CookieOptions {
  /** Empty: the page's host alone. */
  readonly domain?: string | undefined
  /** Sent and seen over https alone. */
  readonly secure?: boolean | undefined
  /** For a page in a frame of another site: a cookie of its own for each embedding site (CHIPS). */
  readonly partitioned?: boolean | undefined
}

export function readCookie(name: string): string | undefined {
  const cookies = document.cookie.split('; ')
  return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** `value` must be made of cookie octets (RFC 6265, 4.1.1); `maxAge` is in seconds, 0 deletes. */
export function writeCookie(
  name: string,
  value: string,
  maxAge: number,
  { domain, secure, partitioned }: CookieOptions,
): void {
  const ofDomain = domain ? `;domain=${domain}` : ''
  const site = partitioned ? 'none;secure;partitioned' : `lax${secure ? ';secure' : ''}`
  // biome-ignore lint/suspicious/noDocumentCookie: the id must be stored when the page goes; Cookie Store answers later
  document.cookie = `${name}=${value};path=/;max-age=${maxAge}${ofDomain};samesite=${site}`
}

/** The widest domain that takes a cookie of this page; empty where none does (an IP address, `localhost`). */
export function widestCookieDomain(options: CookieOptions): string {
  const labels = location.hostname.split('.')
  const name = '_dfrum_d'
  // A public suffix refuses it; so the first one that does not is the site's own.
  for (let from = labels.length - 2; from >= 0; from--) {
    const domain = labels.slice(from).join('.')
    const write = (maxAge: number) => writeCookie(name, '1', maxAge, { ...options, domain })
    write(9)
    if (readCookie(name)) {
      write(0)
      return domain
    }
  }
  return ''
}
