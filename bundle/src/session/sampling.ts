/**
 * Whether the session with this id is collected: a pure function of both, so that a reload, another tab or a
 * changed attribute never rolls the dice again.
 *
 * @param rate - percent, 0–100
 */
export function isSampled(id: string, rate: number): boolean {
  // FNV-1a (32 bits), then a final mix: FNV alone leaves ids that differ in the last digit close together.
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 < rate / 100
}
