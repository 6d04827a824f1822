import { LIMITS } from '../../../protocol/limits.ts'
import { toLogStatus } from '../../../protocol/logStatus.ts'
import type { Point } from '../../../protocol/point.ts'
import type { EventPoint } from './intakeForm.ts'
import { readText, replaceTag } from './settlePoint.ts'

/** Statuses are few words; a longer one is no status. */
const STATUS_CHARACTERS = 32

/**
 * Makes a log of a point, as a DataKit does: the measurement is its source. What the line itself calls `source` is kept as
 * `line_source`: for the SDK of a browser that is the kind of the SDK.
 */
export function toLogPoint(point: Point): EventPoint | string {
  const { measurement: source } = point
  if (Buffer.byteLength(source) > LIMITS.keyBytes) {
    return `the measurement is longer than ${LIMITS.keyBytes} bytes`
  }
  const ownSource = readText(point, 'source')
  if (ownSource !== '' && ownSource !== source) {
    replaceTag(point, 'line_source', ownSource)
  }
  replaceTag(point, 'source', source)
  replaceTag(point, 'status', toLogStatus(readText(point, 'status').slice(0, STATUS_CHARACTERS)))
  return Object.assign(point, { measurement: 'log' as const })
}
