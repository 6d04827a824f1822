/** Conversions of wire values to what a column accepts. `undefined`: the value does not fit the column. */

type Scalar = string | number | boolean

/** A lone surrogate is no text in UTF-8: the engine would refuse its JSON escape, and the batch with it. */
export function toText(value: Scalar): string {
  return String(value).toWellFormed()
}

/**
 * A whole number from 0 to 2^53 − 1: what UInt64 and a JSON number can both hold. As nanoseconds that is
 * 104 days, longer than any event lasts.
 */
export function toCount(value: Scalar): number | undefined {
  const number = toNumber(value)
  return number === undefined
    ? undefined
    : Math.min(Math.max(Math.round(number), 0), Number.MAX_SAFE_INTEGER)
}

export function toScore(value: Scalar): number | undefined {
  return toNumber(value)
}

export function toFlag(value: Scalar): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function toNumber(value: Scalar): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
