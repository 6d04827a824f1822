import type { FoundEvent, SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { readEventValue, readSessionValue } from '../fields/readValue.ts'
import { toValueTerm } from '../search/filterValue.ts'
import type { TimeWindow } from '../time/range.ts'
import { isBoundTo } from './bindings.ts'
import type { Binding, Dashboard } from './dashboard.ts'

/** A record whose details are open: a session, or an event of one. */
export interface BoundRecord {
  /** Absent for a log of no session. */
  session?: SessionSummary | undefined
  event?: SessionEvent | FoundEvent | undefined
  now: number
}

/** A dashboard at a record: with the record's own value of the bound field as its filter. */
export interface BoundDashboard {
  dashboard: Dashboard
  binding: Binding
  /** The record's field and value. */
  found: Binding
  /** Search that the dashboard is narrowed by. */
  query: string
  range: TimeWindow
  /** Time of the record, to be marked. */
  markedAt: number
}

const WEEK = 7 * 86_400_000

/** Returns the dashboards that are bound to a value of the record, each once for every field that is bound. */
export function listBoundDashboards(
  dashboards: readonly Dashboard[],
  record: BoundRecord,
): BoundDashboard[] {
  const markedAt = toRecordTime(record)
  const range = toRecordRange(markedAt, record.now)
  return dashboards.flatMap((dashboard) => {
    const seen = new Set<string>()
    return dashboard.bindings.flatMap((binding) => {
      const value = readRecordValue(record, binding.key)
      if (value === '' || seen.has(binding.key) || !isBoundTo(binding, value)) {
        return []
      }
      seen.add(binding.key)
      const found = { key: binding.key, value }
      return [{ dashboard, binding, found, query: toValueTerm(found), range, markedAt }]
    })
  })
}

/** Value of a field of the event, else of its session; empty without one. */
export function readRecordValue({ session, event }: BoundRecord, key: string): string {
  const name = key.replace(/^@/, '')
  const own = event && readEventValue(event, name)
  const value = own === undefined || own === '' ? session && readSessionValue(session, name) : own
  return value === undefined ? '' : String(value)
}

function toRecordTime({ session, event, now }: BoundRecord): number {
  return Math.round(event?.time ?? session?.session_start ?? now)
}

/** A week with the record in it: up to now, or around a record of earlier. */
function toRecordRange(time: number, now: number): TimeWindow {
  const to = Math.ceil(Math.max(time + 1, Math.min(now, time + WEEK / 2)))
  return { from: to - WEEK, to }
}
