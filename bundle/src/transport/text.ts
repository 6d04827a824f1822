/** Returns the number of bytes of `text` in UTF-8. */
export function byteLength(text: string): number {
  // Text with only ASCII, which is most of it, need not be encoded to be counted.
  return /[\x80-\uffff]/.test(text) ? new TextEncoder().encode(text).length : text.length
}

/** Returns the longest prefix of `text` that takes at most `bytes` in UTF-8, without splitting a character. */
export function cutToBytes(text: string, bytes: number): string {
  // A code unit takes at most three bytes: short text needs no measuring.
  return text.length * 3 <= bytes
    ? text
    : text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read)
}
