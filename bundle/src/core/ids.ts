// Enough for many ids: a call into the browser takes longer than everything else here.
const random = new Uint8Array(1024)
let next = 0

function takeRandom(): number {
  next %= random.length
  if (!next) {
    crypto.getRandomValues(random)
  }
  return random[next++] as number
}

/** Replaces the digits of a template: 0 and 1 stand for any digit, 8 for one of the four that a UUID's variant allows. */
function fill(template: string): string {
  return template.replace(/[018]/g, (digit) =>
    (+digit ^ (takeRandom() & (15 >> (+digit / 4)))).toString(16),
  )
}

/** Returns a random (version 4) UUID as RFC 9562 defines it. Unlike `crypto.randomUUID` it needs no secure context. */
export function createUuid(): string {
  return fill('10000000-1000-4000-8000-100000000000')
}

/** Returns `bytes` random bytes, each as two hex digits. */
export function createHexId(bytes: number): string {
  return fill('00'.repeat(bytes))
}
