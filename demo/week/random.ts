/** Source of numbers that are the same for the same seed, on every machine. */
export interface Random {
  /** Returns a number from 0 to below 1. */
  next(): number
  /** Returns a whole number from 0 to below `limit`. */
  below(limit: number): number
  isOne(share: number): boolean
  pick<Value>(values: readonly Value[]): Value
  /** Picks a value as often as its weight says. */
  pickWeighted<Value>(choices: readonly Weighted<Value>[]): Value
  /**
   * Returns a positive number whose median is `median`. Durations and sizes are spread like this: many are short, few are
   * very long. `spread` 0.5 puts 95 % of them between a third and three times the median.
   */
  around(median: number, spread?: number): number
  /** Returns `bytes` bytes, each as two hex digits. */
  hex(bytes: number): string
  uuid(): string
}

export type Weighted<Value> = readonly [value: Value, weight: number]

/** @see https://pracrand.sourceforge.net/RNG_engines.txt (sfc32, the generator; FNV-1a turns the seed into its state) */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = [hash(`${seed}a`), hash(`${seed}b`), hash(`${seed}c`), 1]

  function next32(): number {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }

  const next = () => next32() / 2 ** 32
  const hex = (bytes: number) =>
    Array.from({ length: bytes }, () => (next32() >>> 24).toString(16).padStart(2, '0')).join('')
  for (let round = 0; round < 12; round++) {
    next32() // the first numbers are still close to the seed
  }
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    isOne: (share) => next() < share,
    pick: (values) => values[Math.floor(next() * values.length)] as (typeof values)[number],
    pickWeighted(choices) {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of choices) {
        left -= weight
        if (left < 0) {
          return value
        }
      }
      return (choices[0] as (typeof choices)[number])[0]
    },
    around(median, spread = 0.5) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return median * Math.exp(spread * normal)
    },
    hex,
    uuid: () => `${hex(4)}-${hex(2)}-4${hex(2).slice(1)}-a${hex(2).slice(1)}-${hex(6)}`,
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value | 0
}
