const ADDRESS = /(^|_)(url|path|path_group|host|referrer)$/

/** True for fields whose value is an address or a part of one. */
export function isAddress(field: string): boolean {
  return ADDRESS.test(field)
}

/**
 * Decodes the percent-encoded letters and digits of an address: `/%E9%A6%96%E9%A1%B5` becomes `/首页`. Everything that has a
 * meaning in an address, or cannot be seen, stays encoded.
 */
export function toReadableUrl(url: string): string {
  return url.replace(/(?:%[89a-f][0-9a-f])+/gi, (encoded) => {
    try {
      const text = decodeURIComponent(encoded)
      return /^[\p{L}\p{M}\p{N}]+$/u.test(text) ? text : encoded
    } catch {
      return encoded // no UTF-8
    }
  })
}
