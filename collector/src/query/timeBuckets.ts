import type { QueryParameters } from '../store/openStore.ts'

const HOUR = 3_600_000

/** Buckets of equal width on the clock of a time zone: wide ones begin at its midnight. */
export interface TimeBuckets {
  /** SQL that numbers the bucket of a time, in ms since the epoch. */
  toSql(time: string): string
  parameters: QueryParameters
  indexOf(time: number): number
  startOf(index: number): number
}

/** @param from - a time in the range, by whose offset from UTC narrow buckets begin */
export function createTimeBuckets(interval: number, zone: string, from: number): TimeBuckets {
  const { offsetAt, toInstant } = createZone(zone)
  if (interval > HOUR) {
    return {
      // Where a clock is put back, one bucket is an hour longer.
      toSql: (time) =>
        `intDiv(${time} + 1000 * timeZoneOffset(toDateTime(intDiv(${time}, 1000), {bucketZone:String})), {interval:Int64})`,
      parameters: { interval, bucketZone: zone },
      indexOf: (time) => Math.floor((time + offsetAt(time)) / interval),
      startOf: (index) => toInstant(index * interval),
    }
  }
  // An hour that a clock shows twice would otherwise be one bucket.
  const shift = offsetAt(from)
  return {
    toSql: (time) => `intDiv(${time} + {bucketShift:Int64}, {interval:Int64})`,
    parameters: { interval, bucketShift: shift },
    indexOf: (time) => Math.floor((time + shift) / interval),
    startOf: (index) => index * interval - shift,
  }
}

interface Zone {
  /** Time in ms by which the clock is ahead of UTC. */
  offsetAt(time: number): number
  /** Time at which the clock shows what UTC shows at `wall`. */
  toInstant(wall: number): number
}

function createZone(zone: string): Zone {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  function offsetAt(time: number): number {
    const parts = new Map(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    )
    const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    const wall = Date.UTC(
      ...([read('year'), read('month') - 1, read('day')] as const),
      ...([read('hour'), read('minute'), read('second')] as const),
    )
    return wall - Math.floor(time / 1000) * 1000
  }
  return {
    offsetAt,
    // The offset is known for instants alone; the second guess is right on both sides of a change.
    toInstant: (wall) => wall - offsetAt(wall - offsetAt(wall)),
  }
}

/** Returns a zone under the name that `Intl` and the store have for it, or `undefined` for an unknown one. */
export function parseZone(text: string): string | undefined {
  // Offsets such as `+08:00` are no names in the store.
  if (!/^[A-Za-z][\w/+-]*$/.test(text)) {
    return undefined
  }
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined // no zone has this name
  }
}
