/** `whole`: a part of it is none, as of a count or of bytes. `duration`: whole nanoseconds, which a clock shows. */
export type BarScale = 'whole' | 'duration' | 'fraction'

/** Values of a number field: the least, the least above zero, and the highest. */
export interface Extent {
  low: number
  lowAboveZero: number
  high: number
}

const SECOND = 1e9
/** Widths of durations from a second on, in ns, that people read easily. */
const DURATIONS: readonly number[] = [
  ...[1, 2, 5, 10, 30, 60, 120, 300, 600, 1800],
  ...[1, 2, 6, 12, 24, 48, 120, 240].map((hours) => hours * 3600),
].map((seconds) => seconds * SECOND)

/** Beyond this ratio bars of equal width would leave all but one empty. */
const WIDE = 1000
/** A scale of more powers of ten than this begins with one bar for all that is smaller. */
const LONGEST_SCALE = 1e12

/**
 * Returns the edges of at most `bars` bars that hold every value of an extent, at numbers that people read easily:
 * each bar begins at an edge and ends before the next one.
 */
export function toBarEdges(extent: Extent, scale: BarScale, bars: number): number[] {
  const { low, lowAboveZero, high } = extent
  const isWide = low >= 0 && high > WIDE * lowAboveZero
  return isWide ? toRatioEdges(extent, scale, bars) : toEvenEdges(low, high, { scale, bars })
}

function toEvenEdges(
  low: number,
  high: number,
  { scale, bars }: { scale: BarScale; bars: number },
): number[] {
  const isWhole = scale !== 'fraction' || low === high
  // A double has some 15 digits.
  const least = Math.max(isWhole ? 1 : 0, Math.max(Math.abs(low), high) / 1e13)
  // One bar more than fits, because the first begins before the least value.
  const step = toNiceNumber(Math.max((high - low) / Math.max(bars - 1, 1), least), scale)
  const first = Math.floor(low / step)
  const count = Math.floor(high / step) - first + 2
  return Array.from({ length: count }, (_, index) => toExact((first + index) * step))
}

function toRatioEdges(
  { low, lowAboveZero, high }: Extent,
  scale: BarScale,
  bars: number,
): number[] {
  const begin = Math.max(lowAboveZero, high / LONGEST_SCALE)
  const edges = [toNiceNumber(begin, scale, 'below')]
  for (let edge = edges[0] ?? 1; edge <= high; edges.push(edge)) {
    edge = toNiceNumber(edge * 1.001, scale)
  }
  const zero = low < (edges[0] as number) ? [0] : []
  const every = Math.ceil((edges.length - 1) / Math.max(bars - zero.length, 1))
  const last = edges.at(-1) as number
  const kept = edges.filter((_, index) => index % every === 0)
  return [...zero, ...kept, ...(kept.at(-1) === last ? [] : [last])]
}

/** Returns the next number of the form 1, 2 or 5 times a power of ten, or its like on a clock. */
function toNiceNumber(value: number, scale: BarScale, side: 'above' | 'below' = 'above'): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const decimal = [0.5, 1, 2, 5, 10].map((factor) => toExact(factor * power))
  const onClock = scale === 'duration' && value > SECOND && value <= (DURATIONS.at(-1) as number)
  const numbers = onClock ? DURATIONS : decimal
  return (
    (side === 'above'
      ? numbers.find((one) => one >= value)
      : numbers.findLast((one) => one <= value)) ?? value
  )
}

/** Removes the error of binary fractions: 3 × 0.1 is 0.3. */
function toExact(value: number): number {
  return Number(value.toPrecision(15))
}
