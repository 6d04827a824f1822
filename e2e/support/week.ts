import type { WeekOptions } from '../../demo/week/makeWeek.ts'
import { sendWeek } from '../../demo/week/sendWeek.ts'
import type { Collector } from './collector.ts'

const DAY = 86_400_000

/** End of the made-up week: the evening before is yesterday's for everybody. */
export const WEEK_END: number = Math.floor(Date.now() / DAY) * DAY

/** Parameters of an address that shows the whole week. */
export const WEEK = `from=${new Date(WEEK_END - 7 * DAY).toISOString()}&to=${new Date(WEEK_END).toISOString()}`

const sent = new Map<Collector, Promise<unknown>>()

/** Parts of the made-up week. */
export const WEEK_OPTIONS: WeekOptions = { sessions: 500, seed: 'week', end: WEEK_END }

/** Fills a collector with the made-up week, once for all files that share it: some 25,000 events. */
export async function fillWithWeek(collector: Collector): Promise<void> {
  const sending = sent.get(collector) ?? sendWeek({ url: collector.url, ...WEEK_OPTIONS })
  sent.set(collector, sending)
  await sending
}
