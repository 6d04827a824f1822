import { LOG_MEASUREMENT } from '../../../protocol/limits.ts'
import type { Measurement } from '../../../protocol/measurements.ts'
import { MEASUREMENTS } from '../../../protocol/measurements.ts'
import type { Point } from '../../../protocol/point.ts'
import { decodeBody } from './decodeBody.ts'
import type { DecodeOptions } from './linePoint.ts'
import type { DecodedLine } from './lineProtocol.ts'
import { toLogPoint } from './logPoint.ts'
import { decodeOtlpLogs } from './otlpLogs.ts'

/** A point of a type that the store has. */
export interface EventPoint extends Point {
  measurement: Measurement
}

/**
 * Differences between the paths of the intake. All else is the same for each: tokens, limits, sampling, enrichment, the queue, the
 * spool and the store know events alone.
 */
export interface IntakeForm {
  /** Decodes an inflated body, one line at a step; a step may have nothing to say. Throws an `HttpProblem`. */
  decode(
    body: Buffer,
    contentType: string,
    options: DecodeOptions,
  ): Iterable<DecodedLine | undefined>
  /**
   * Makes an event of a settled point, or says why it is refused; `undefined` for a point that is dropped. May change the
   * point.
   */
  toEvent(point: Point): EventPoint | string | undefined
  /** True if the request's address and user agent are those of a visitor, and not of a server. */
  isOfVisitor(point: Point, origin: string): boolean
  /** Servers have no origin: those with a token need none here. */
  takesServers: boolean
}

const EVENT_NAMES = Object.keys(MEASUREMENTS).filter((name) => name !== 'log')

/** Measurements of how other SDKs fare, which nobody asks for here. A refusal would be a console error of the page. */
const DROPPED_NAMES = ['telemetry']

/** `/v1/write/rum`. */
export const EVENT_FORM: IntakeForm = {
  decode: decodeBody,
  toEvent(point) {
    const { measurement } = point
    if (DROPPED_NAMES.includes(measurement)) {
      return undefined
    }
    return EVENT_NAMES.includes(measurement)
      ? (point as EventPoint)
      : `unknown measurement ${JSON.stringify(measurement.slice(0, 64))}: expected ${EVENT_NAMES.join(', ')}`
  },
  isOfVisitor: () => true,
  takesServers: false,
}

/** `/v1/write/logging`. A browser states an origin, or its SDK names the measurement. */
export const LOG_FORM: IntakeForm = {
  decode: decodeBody,
  toEvent: toLogPoint,
  isOfVisitor: ({ measurement }, origin) => origin !== '' || measurement === LOG_MEASUREMENT,
  takesServers: true,
}

/** `/v1/logs`. */
export const OTLP_FORM: IntakeForm = { ...LOG_FORM, decode: decodeOtlpLogs }
