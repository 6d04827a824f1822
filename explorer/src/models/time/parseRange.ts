import type { Range } from './range.ts'
import { findRangeProblem } from './range.ts'
import { parseTimeSpan } from './timeSpan.ts'
import type { ZoneChoice } from './zone.ts'
import { parseLocalText } from './zone.ts'

const BETWEEN = /\s*(?:\s(?:to|-|–|—|~)\s|\sbis\s|至|到|–|—|~|\s\.\.\s)\s*/

/**
 * Parses free input of the range field: a length (`90m`, `last 4 hours`), or two times in the zone with a dash or `to`
 * between them, of which the last may be `now`. `undefined` if it is no range.
 */
export function parseRangeText(
  text: string,
  { zone, now }: { zone: ZoneChoice; now: number },
): Range | undefined {
  const last = parseTimeSpan(text)
  if (last !== undefined) {
    return { last }
  }
  const [first, second, ...rest] = text.trim().split(BETWEEN)
  if (first === undefined || second === undefined || rest.length > 0) {
    return undefined
  }
  const to = /^(now|现在)$/i.test(second) ? now : parseLocalText(second, zone)
  const window = { from: parseLocalText(first, zone), to }
  return findRangeProblem(window) === undefined ? window : undefined
}
