/** Both throw where cookies are denied (a sandboxed frame): the caller decides what that means. */

export function readCookie(name: string): string | undefined {
  for (const part of document.cookie.split('; ')) {
    if (part.startsWith(`${name}=`)) {
      return part.slice(name.length + 1)
    }
  }
  return undefined
}

/** `value` must be made of cookie octets (RFC 6265, 4.1.1); `maxAge` is in seconds, 0 deletes. */
export function writeCookie(name: string, value: string, maxAge: number): void {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the id must be stored before `init` returns; Cookie Store answers later
  document.cookie = `${name}=${value}; path=/; max-age=${maxAge}; samesite=lax${secure}`
}
