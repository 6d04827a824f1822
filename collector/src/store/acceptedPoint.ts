import type { Measurement } from '../../../protocol/measurements.ts'
import type { Point } from '../../../protocol/point.ts'

/** Events wait in buffers, and a page may have begun before its session: so much before its start, in ms. */
export const BEFORE_SESSION_MS = 300_000

/**
 * A point that the intake has accepted: of a known measurement, its time within bounds, each name either a tag or a
 * field.
 */
export interface AcceptedPoint extends Point {
  measurement: Measurement
  /** ms since the epoch. */
  receivedAt: number
  retentionDays: number
  /**
   * Facts that its arrival tells: the address, the place, a bot. Apart from the tags, because it is no part of what
   * the event is: the same event sent again from another network is still a copy.
   */
  arrival: Readonly<Record<string, string | boolean | number>>
}
