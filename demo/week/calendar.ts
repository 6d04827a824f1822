import type { ApplicationId } from './applications.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Seven calendar days (UTC), the last of which is the day of `end` and stops there. All times are ms since the epoch. */
export interface Week {
  readonly start: number
  readonly end: number
}

export function toWeek(end: number): Week {
  return { start: Math.floor(end / DAY) * DAY - 6 * DAY, end }
}

/** Hours since the week's start. */
const at = (day: number, hour: number) => day * 24 + hour

/** Versions by the hour of the week at which they went live. */
const RELEASES: Readonly<
  Record<ApplicationId, readonly (readonly [version: string, hour: number])[]>
> = {
  shop: [
    ['2.2.4', -1000],
    ['2.3.0', at(1, 9)],
    ['2.3.1', at(3, 14)], // the bad one
    ['2.3.2', at(3, 20)], // and its repair
    ['2.4.0', at(5, 8)],
  ],
  'shop-cn': [
    ['5.1.0', -1000],
    ['5.1.1', at(2, 3)],
    ['5.2.0', at(4, 2)],
  ],
  admin: [
    ['1.8.2', -1000],
    ['1.9.0', at(4, 10)],
  ],
}

/** Returns the version that a page loaded at `time` got. One in ten comes from a cache that is up to six hours old. */
export function versionAt(
  { start }: Week,
  app: ApplicationId,
  { time, isCached }: { time: number; isCached: boolean },
): string {
  const hour = (time - start) / HOUR - (isCached ? 6 : 0)
  return (RELEASES[app].findLast(([, from]) => from <= hour) ?? RELEASES[app][0])?.[0] ?? ''
}

/** Failures of the week, each with its hours. */
const INCIDENTS = {
  /** The search of both shops answers eight times slower. */
  slowSearch: [at(2, 13), at(2, 15.5)],
  /** The address service answers visitors from Brazil fifteen times slower, from the fourth day on. */
  slowAddresses: [at(3, 6), at(7, 0)],
  /** The payment provider is away, in the evening before the last day. */
  paymentOutage: [at(5, 19), at(5, 19.7)],
} as const satisfies Readonly<Record<string, readonly [from: number, to: number]>>

export type Incident = keyof typeof INCIDENTS

export function isDuring({ start }: Week, incident: Incident, time: number): boolean {
  const [from, to] = INCIDENTS[incident]
  return time >= start + from * HOUR && time < start + to * HOUR
}

/** Start of an incident, in ms since the epoch. */
export function startOf({ start }: Week, incident: Incident): number {
  return start + INCIDENTS[incident][0] * HOUR
}

/** The version whose checkout throws. */
export const BAD_VERSION = '2.3.1'
