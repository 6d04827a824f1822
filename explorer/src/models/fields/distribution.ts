/** One bar of a number field's distribution: values from `low`, included, to `high`, excluded in all but the last. */
export interface Bar {
  low: number
  high: number
  count: number
}

/**
 * Distributes values over bars of equal width, or of equal ratio if they span more than three powers of ten, as
 * durations do: otherwise all but one bar would be empty.
 */
export function toDistribution(values: readonly number[], maxBars: number): Bar[] {
  const finite = values.filter(Number.isFinite)
  if (finite.length === 0 || maxBars < 1) {
    return []
  }
  const low = finite.reduce((least, value) => Math.min(least, value))
  const high = finite.reduce((most, value) => Math.max(most, value))
  if (low === high) {
    return [{ low, high, count: finite.length }]
  }
  const isWide = low >= 0 && high > 1000 * Math.max(low, 1)
  // Shifted by one, so that zero has a place on a logarithmic scale.
  const scale = isWide ? (value: number): number => Math.log1p(value) : (value: number) => value
  const unscale = isWide ? (value: number): number => Math.expm1(value) : (value: number) => value
  const [first, last] = [scale(low), scale(high)]
  const width = (last - first) / maxBars
  const bars = Array.from({ length: maxBars }, (_, index) => ({
    low: index === 0 ? low : unscale(first + index * width),
    high: index === maxBars - 1 ? high : unscale(first + (index + 1) * width),
    count: 0,
  }))
  for (const value of finite) {
    const bar = bars[Math.min(Math.floor((scale(value) - first) / width), maxBars - 1)]
    if (bar) {
      bar.count++
    }
  }
  return bars
}
