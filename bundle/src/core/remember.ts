/** Both: what comes with every event stays, and what never comes again is no burden. */
const MAX_KNOWN = 200
const MAX_LENGTH = 500

/** The same function, which does not work out again what it was asked a short while ago. */
export function remember(convert: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
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
