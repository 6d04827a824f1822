import { attempt } from './attempt.ts'

// For many ids: each call into the browser takes longer than all the rest.
const random = new Uint8Array(1024)
let next = 0

function takeRandom(): number {
  next %= random.length
  if (!next) {
    random.forEach((_, index) => {
      random[index] = Math.random() * 256
    })
    attempt(() => crypto.getRandomValues(random)) // better ones
  }
  return random[next++] as number
}

/** A random (version 4) UUID as RFC 9562 defines it. `crypto.randomUUID` needs a secure context; this does not. */
export function createUuid(): string {
  // 0 and 1 stand for any digit, 8 for one of the four that the variant allows.
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    (+digit ^ (takeRandom() & (15 >> (+digit / 4)))).toString(16),
  )
}

/** That many random bytes, each as two hex digits. */
export function createHexId(bytes: number): string {
  return [...Array(bytes)].map(() => (takeRandom() + 256).toString(16).slice(1)).join('')
}
