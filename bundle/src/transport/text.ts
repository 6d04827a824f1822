import { attempt } from '../core/attempt.ts'

// Not everywhere where the module may be imported.
const encoder = attempt(() => new TextEncoder()) as TextEncoder

/** How many bytes `text` takes in UTF-8. */
export function byteLength(text: string): number {
  // What is of ASCII alone, as most is, need not be written out to be counted.
  return /[\x80-\uffff]/.test(text) ? encoder.encode(text).length : text.length
}

/** The longest beginning of `text` that takes at most `bytes` in UTF-8: whole characters, never half of one. */
export function cutToBytes(text: string, bytes: number): string {
  // Three bytes at most for each unit: short text needs no measuring.
  return text.length * 3 <= bytes
    ? text
    : text.slice(0, encoder.encodeInto(text, new Uint8Array(bytes)).read)
}
