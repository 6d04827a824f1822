/** Formats of the reader's language and time zone. */
export interface TimeFormats {
  /** Label of the axis, as precise as the span requires. */
  tick: (time: number, spanMs: number) => string
  span: (from: number, to: number) => string
  count: (count: number) => string
}

export interface Tick {
  index: number
  text: string
}

const TICK_WIDTH = 110

/** Chooses buckets for labels, far enough apart to be read. */
export function toTicks(
  buckets: readonly { time: number }[],
  width: number,
  formats: Pick<TimeFormats, 'tick'>,
): Tick[] {
  const first = buckets[0]
  const last = buckets.at(-1)
  if (!first || !last || width <= 0) {
    return []
  }
  const every = Math.max(1, Math.ceil(buckets.length / Math.max(1, Math.floor(width / TICK_WIDTH))))
  return buckets.flatMap(({ time }, index) =>
    index % every === 0 && (buckets.length - index) * (width / buckets.length) >= TICK_WIDTH * 0.75
      ? [{ index, text: formats.tick(time, last.time - first.time) }]
      : [],
  )
}
