/** Returns round values from 0 to at least `most`, about as many as asked for. The last one is the end of the axis. */
export function toNiceTicks(most: number, count: number): number[] {
  if (!(most > 0) || !Number.isFinite(most)) {
    return [0, 1]
  }
  const rough = most / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power
  const steps = Math.ceil(most / step - 1e-9)
  // Multiplied, and not added up, which would collect errors of rounding.
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
