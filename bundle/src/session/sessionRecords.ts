import type { FieldsOf } from '../../../protocol/measurements.ts'
import type { Clock } from '../core/clock.ts'
import { NativeMap, NativeSet } from '../core/natives.ts'
import type { ReportedSession } from './reportedHistory.ts'
import type { RecordPage, SessionRecord } from './sessionRecord.ts'
import { createSessionRecord } from './sessionRecord.ts'
import type { ClosedVisit, SessionState, Visit } from './sessionState.ts'

/** The health records that this page knows, and which of their updates have still to be told. */
export interface SessionRecords {
  /** The record of a visit; one of another tab's, which tells of its start itself, if `isTheirs`. */
  of(visit: Visit, isTheirs?: boolean): SessionRecord
  /** Makes a record that the page holds already one of these. */
  add(record: SessionRecord): void
  open(state: SessionState): SessionRecord | undefined
  /** Their session has ended here; whether it is ours to tell, the tabs have to agree. */
  close(visits: readonly ClosedVisit[]): void
  /** The tabs have agreed that these are ours to tell. */
  confirm(visits: readonly ClosedVisit[]): void
  /** The fields of an update that a view line of `session` is to carry, if one is due. */
  take(session: ReportedSession): FieldsOf<'view'> | undefined
  /** How many updates found no line to ride on; forgets the records that have no more to say, but for `open`. */
  sweep(open: SessionRecord | undefined): number
}

export function createSessionRecords(clock: Clock, page: RecordPage): SessionRecords {
  const records = new NativeMap<string, SessionRecord>()
  const unsure = new NativeSet<SessionRecord>()
  // Records of sessions that ended before this page began.
  const overdue: SessionRecord[] = []

  function add(record: SessionRecord): SessionRecord {
    record.attach(page)
    records.set(record.session.sid, record)
    return record
  }

  function of(visit: Visit, isTheirs = false): SessionRecord {
    const known = records.get(visit.sid)
    if (known) {
      return known
    }
    const record = add(createSessionRecord(visit, clock))
    if (isTheirs) {
      record.isDue = record.session.init = false
    }
    return record
  }

  return {
    of,
    add,
    open: ({ visit }) => visit && of(visit),
    close(visits) {
      for (const visit of visits) {
        const record = records.get(visit.sid)
        if (record) {
          record.follow(visit)
          unsure.add(record)
        }
      }
    },
    confirm(visits) {
      for (const visit of visits) {
        if (!records.has(visit.sid)) {
          overdue.push(of({ ...visit, status: 'ok' }))
        }
        const record = of(visit)
        record.follow(visit)
        unsure.delete(record)
      }
      for (const record of unsure) {
        record.isDue = false // another tab was first, and tells
      }
      unsure.clear()
    },
    take({ id, record }) {
      const due = record?.isDue ? record : overdue.shift()
      return (
        due && {
          ...due.takeUpdate(),
          session_record_id: due.id === id ? undefined : String(due.id),
        }
      )
    },
    sweep(open) {
      let untold = 0
      for (const [sid, record] of records) {
        const { isDue, session } = record
        if (isDue && !session.init) {
          untold++
        } else if (session.status !== 'ok' && record !== open) {
          records.delete(sid)
        }
      }
      return untold
    },
  }
}
