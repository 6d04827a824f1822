/**
 * Decides if the session with this record id is collected. It is a pure function of id and rate, so a reload, another tab
 * or a changed attribute decides the same.
 *
 * @param rate - percent, 0–100
 */
export function isSampled(sid: string, rate: number): boolean {
  return toHash(sid) / 2 ** 32 < rate / 100
}

/** 32 bits, unsigned: FNV-1a, then a final mix, since FNV alone leaves texts that differ in the last letter close together. */
export function toHash(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
