interface AxisOptions {
  isFromZero: boolean
  /** Largest value that there can be. */
  most?: number | undefined
}

const STEPS = 4

/**
 * Returns round values for an axis around numbers, the least first. An axis of shares between 97 % and 100 % begins at
 * 97 %: from 0 all of its lines would be one.
 */
export function toAxis(
  values: readonly number[],
  { isFromZero, most = Number.POSITIVE_INFINITY }: AxisOptions,
): number[] {
  const high = values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY)
  if (high === Number.NEGATIVE_INFINITY || high <= 0) {
    return [0, Math.min(1, most)]
  }
  const lowest = values.reduce((one, other) => Math.min(one, other), high)
  const low = isFromZero ? 0 : lowest
  const reach = high - low || Math.max(high * 0.1, 0.001)
  const step = toRoundStep(reach / STEPS)
  const first = Math.max(0, Math.floor(low / step + 1e-9) - (low === high ? 1 : 0))
  const last = Math.ceil(Math.min(high, most) / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
  return ticks.length > 1 ? ticks : [...ticks, Number(((first + 1) * step).toPrecision(12))]
}

function toRoundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power
}
