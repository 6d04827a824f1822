import type { Histogram } from '../../../../protocol/analytics.ts'
import { addTerm } from '../search/editSearch.ts'
import type { TimeWindow } from '../time/range.ts'

/** Bar of the chart above a list. The parts add up to the total. */
export interface HistogramBar {
  /** ms since the epoch. */
  from: number
  to: number
  ok: number
  errors: number
  crashes: number
  total: number
}

export interface HistogramParts {
  all: Histogram
  /** Rows with errors, crashed ones included; absent for lists without that division. */
  errors?: Histogram | undefined
  crashes?: Histogram | undefined
}

/**
 * Searches whose histograms are stacked, for the list of sessions. A session that crashed has an error too.
 * `errors` holds both.
 */
export function toStackQueries(query: string): { errors: string; crashes: string } {
  return {
    errors: addTerm(query, 'session_error_count:>0'),
    crashes: addTerm(query, 'session_has_crashed:true'),
  }
}

/** Stacks histograms of one window. They are answers of different moments, so no part may exceed the rest. */
export function toBars({ all, errors, crashes }: HistogramParts): HistogramBar[] {
  const errorsAt = toCounts(errors)
  const crashesAt = toCounts(crashes)
  return all.buckets.map(({ time, count }) => {
    const crashed = Math.min(crashesAt.get(time) ?? 0, count)
    const withErrors = Math.min(Math.max(errorsAt.get(time) ?? 0, crashed), count)
    return {
      from: time,
      to: time + all.interval,
      ok: count - withErrors,
      errors: withErrors - crashed,
      crashes: crashed,
      total: count,
    }
  })
}

function toCounts(histogram: Histogram | undefined): ReadonlyMap<number, number> {
  return new Map(histogram?.buckets.map(({ time, count }) => [time, count]))
}

/** Returns a whole number at or above the highest bar that an axis can end with: 1, 2 or 5 times a power of ten. */
export function toAxisEnd(bars: readonly HistogramBar[]): number {
  const highest = bars.reduce((most, { total }) => Math.max(most, total), 0)
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1)))
  return [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= highest) ?? highest
}

/** Returns the time between the first and the last visible row; `undefined` without rows. */
export function toVisibleWindow(times: readonly number[]): TimeWindow | undefined {
  const known = times.filter(Number.isFinite)
  return known.length === 0
    ? undefined
    : {
        from: known.reduce((least, time) => Math.min(least, time)),
        to: known.reduce((most, time) => Math.max(most, time)),
      }
}

/** Maps a time to a place from 0 to 1 in the window, for the marker of the visible rows. */
export function toPlace(time: number, { from, to }: TimeWindow): number {
  return to <= from ? 0 : Math.min(Math.max((time - from) / (to - from), 0), 1)
}

/** Inverts `toPlace`, for a drag over the chart. */
export function toTime(place: number, { from, to }: TimeWindow): number {
  return Math.round(from + Math.min(Math.max(place, 0), 1) * (to - from))
}
