/** Time on which something happened, ms since the epoch. */
export interface Span {
  from: number
  to: number
}

/** A stretch of the axis: as wide as its time, or an idle gap of a fixed width. */
export interface Stretch extends Span {
  x: number
  width: number
  isFolded: boolean
}

/** Axis of a session from time to pixels, on which long idle gaps are folded. */
export interface TimeScale {
  readonly stretches: readonly Stretch[]
  toX(time: number): number
  /** Time at a pixel; inside a folded gap in proportion. */
  toTime(x: number): number
}

/** Pauses up to this length are reading, not absence. */
const FOLD_MS = 60_000
/** Shorter than this share of the session, a gap wins little by folding. */
const FOLD_SHARE = 0.04
const FOLD_WIDTH = 28
/** At most this share of the width shows folded gaps. */
const FOLDED_SHARE = 0.3

interface ScaleOptions {
  /** Ends of the axis. */
  bounds: Span
  width: number
}

/** Creates the axis of what happened at `busy` times, which need no order. */
export function createTimeScale(busy: readonly Span[], { bounds, width }: ScaleOptions): TimeScale {
  const gaps = findGaps(busy, bounds, Math.floor((width * FOLDED_SHARE) / FOLD_WIDTH))
  const stretches = toStretches(gaps, { bounds, width })
  return {
    stretches,
    toX(time) {
      const found = findLast(stretches, ({ from }) => from <= time) ?? stretches[0]
      return found === undefined ? 0 : toPlace(time, [found.from, found.to], [found.x, found.width])
    },
    toTime(x) {
      const found = findLast(stretches, (stretch) => stretch.x <= x) ?? stretches[0]
      return found === undefined
        ? bounds.from
        : toPlace(x, [found.x, found.x + found.width], [found.from, found.to - found.from])
    },
  }
}

/** The longest gaps, in the order of time. */
function findGaps(busy: readonly Span[], bounds: Span, most: number): Span[] {
  const least = Math.max(FOLD_MS, (bounds.to - bounds.from) * FOLD_SHARE)
  const gaps: Span[] = []
  let end = bounds.from
  for (const { from, to } of [...busy].sort((one, other) => one.from - other.from)) {
    if (from - end > least) {
      gaps.push({ from: end, to: from })
    }
    end = Math.max(end, to)
  }
  if (bounds.to - end > least) {
    gaps.push({ from: end, to: bounds.to })
  }
  return gaps
    .sort((one, other) => toLength(other) - toLength(one))
    .slice(0, most)
    .sort((one, other) => one.from - other.from)
}

function toStretches(gaps: readonly Span[], { bounds, width }: ScaleOptions): Stretch[] {
  const folded = gaps.reduce((sum, gap) => sum + toLength(gap), 0)
  const shownMs = Math.max(1, toLength(bounds) - folded)
  const pixelsPerMs = Math.max(0, width - gaps.length * FOLD_WIDTH) / shownMs
  const stretches: Stretch[] = []
  let x = 0
  const push = (span: Span, isFolded: boolean): void => {
    const wide = isFolded ? FOLD_WIDTH : toLength(span) * pixelsPerMs
    stretches.push({ ...span, x, width: wide, isFolded })
    x += wide
  }
  let from = bounds.from
  for (const gap of gaps) {
    push({ from, to: gap.from }, false)
    push(gap, true)
    from = gap.to
  }
  push({ from, to: bounds.to }, false)
  return stretches
}

const toLength = ({ from, to }: Span): number => to - from

/** Maps a value of a span to a place, within its ends. */
function toPlace(
  value: number,
  [from, to]: readonly [number, number],
  [start, length]: readonly [number, number],
): number {
  const share = to > from ? (value - from) / (to - from) : 0
  return start + Math.min(1, Math.max(0, share)) * length
}

function findLast<Item>(
  items: readonly Item[],
  isWanted: (item: Item) => boolean,
): Item | undefined {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index]
    if (item !== undefined && isWanted(item)) {
      return item
    }
  }
  return undefined
}
