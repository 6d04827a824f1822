import { NativeMap } from './natives.ts'

/** Limits that keep values of every event cached, while values that never recur take little memory. */
const MAX_KNOWN = 200
const MAX_LENGTH = 500

/** Returns `convert` with a cache of its recent results. */
export function remember(convert: (text: string) => string): (text: string) => string {
  const known = new NativeMap<string, string>()
  return (text) => {
    let converted = known.get(text)
    if (converted === undefined) {
      converted = convert(text)
      if (known.size >= MAX_KNOWN) {
        known.clear()
      }
      if (text.length < MAX_LENGTH) {
        known.set(text, converted)
      }
    }
    return converted
  }
}
