import type { Measurement } from '../../protocol/measurements.ts'
import type { Point } from '../../protocol/point.ts'

/** A point that the intake has accepted: of a known measurement, its time within bounds. */
export interface AcceptedPoint extends Point {
  measurement: Measurement
  /** ms since the epoch. */
  receivedAt: number
}
