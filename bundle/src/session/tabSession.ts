import type { Timestamp } from '../core/time.ts'
import type {
  BaseSession,
  ClosedSession,
  SessionEvent,
  SessionRules,
  SessionState,
  Urgency,
} from './sessionState.ts'

/**
 * Where the tab stands with the other tabs. Events are held back in every phase but `agreed`:
 * - `needsConsent`: nothing is read or stored until the user consents.
 * - `askingLock`: the lock under which tabs read, decide and write one after another is requested.
 * - `readingBack`: without locks, the tab has written, and checks later whether another tab has overwritten it.
 */
export type Phase = 'needsConsent' | 'agreed' | 'askingLock' | 'readingBack'

/** The session that events are stamped with. `ended`: the page goes on without a session id. */
export interface ReportedId {
  readonly kind: 'debug' | 'manual' | 'automatic' | 'ended'
  readonly id?: string | number | undefined
  readonly started?: Timestamp | undefined
  /** Id of the health record. */
  readonly sid?: string | undefined
}

/** A health record, and the update of it that this tab has to send. */
export interface TabRecord {
  readonly base: ClosedSession
  readonly due?: Urgency | undefined
}

/** One tab's view of the session. */
export interface TabSession {
  readonly phase: Phase
  /** The stored state as this tab read it last, with `pending` applied. */
  readonly shared: SessionState
  /** Events of this tab that the storage does not have yet. */
  readonly pending: readonly { readonly event: SessionEvent; readonly now: Timestamp }[]
  /** Record id of a session that began here and that the tabs have not agreed on. */
  readonly proposed?: string | undefined
  /** Without locks: the updates that are this tab's to send if its write stays. */
  readonly written?: readonly TabRecord[] | undefined
  readonly records: readonly TabRecord[]
  readonly reported?: ReportedId | undefined
  /** When that changed last, by the event clock. */
  readonly changedAt: Timestamp
  /** When a slot of `shared` expires, by the wall clock. */
  readonly expiry: number
  /** No automatic session until the next page: `endSession()` was called. */
  readonly isEndedHere: boolean
  /** There was activity or an error since the page was hidden last. */
  readonly isChanged: boolean
  /** This tab's mark, while it is visible. */
  readonly mark?: string | undefined
  /** The stored form that this tab read or wrote last. */
  readonly known?: string | undefined
  readonly writtenAt: number
}

export interface TabInput {
  readonly event: TabEvent
  /** When it happened, by the event clock. */
  readonly at: Timestamp
  readonly stored: string | undefined
  /** The page is unloading: no lock would be granted in time. */
  readonly isLeaving: boolean
  /** Time of the latest event that carries the id, or is about to; 0 before the first. */
  readonly seenAt: number
}

type Signal = 'look' | 'grant' | 'answer' | 'readBack'

export type TabEvent =
  | SessionEvent
  /**
   * `look`: the storage may have changed, or a slot has expired. `grant`: the user has consented. `answer`: the lock is
   * held, was denied, or did not answer in time. `readBack`: it is time to read back.
   */
  | { [Type in Signal]: { readonly type: Type } }[Signal]
  /** A view line carries the update of a record. */
  | { readonly type: 'told'; readonly sid: string }

export type Command =
  | { readonly type: 'write'; readonly text: string | undefined }
  /** `settled`: held events may go on. `flush`: send at once. */
  | { readonly type: 'lock' | 'readBack' | 'settled' | 'flush' }
  /** The record needs a view line that carries its update. */
  | { readonly type: 'update'; readonly sid: string }
  | ReportCommand

export interface ReportCommand {
  readonly type: 'report'
  readonly session: ReportedId | undefined
  readonly at: Timestamp
  /** Time of the last activity or event, if the session before expired. */
  readonly endedAt?: Timestamp | undefined
  /** Nothing was sent under the id before: `session` takes its place. */
  readonly isCorrection: boolean
}

export interface TabRules extends SessionRules {
  readonly hasLocks: boolean
}

export function createTab(isGranted: boolean): TabSession {
  return {
    phase: isGranted ? 'agreed' : 'needsConsent',
    shared: {},
    pending: [],
    records: [],
    changedAt: 0 as Timestamp,
    expiry: Infinity,
    isEndedHere: false,
    isChanged: false,
    writtenAt: 0,
  }
}

/** Returns the base session as this tab sees it. */
export function openSession({ shared, isEndedHere }: TabSession): BaseSession | undefined {
  return isEndedHere && !shared.base?.isManual ? undefined : shared.base
}

export function findRecord(tab: TabSession, sid: string | undefined): TabRecord | undefined {
  return tab.records.find(({ base }) => base.sid === sid)
}

/** Returns whether the first update of a record has to be claimed before a line may carry it. */
export function needsClaim({ base }: TabRecord): boolean {
  return base.status === 'ok' && !base.isSent
}

/** Finds the record whose update rides on a line of the session with the record `sid`. */
export function findDue(
  { records, reported }: TabSession,
  sid: string | undefined,
  isCollected: (record: TabRecord) => boolean,
): TabRecord | undefined {
  const due = records.filter((each) => each.due)
  return (
    due.find(({ base }) => base.sid === sid) ??
    // The end of a session that has no line of its own left. Without a first update, nobody knows of it.
    due.find((each) => each.base.isSent && each.base.sid !== reported?.sid && isCollected(each))
  )
}

/** Returns the session to report. */
export function toReported(
  { debug, base }: SessionState,
  isWithoutId: boolean,
): ReportedId | undefined {
  const slot = debug ?? base
  if (!slot) {
    return isWithoutId ? { kind: 'ended' } : undefined
  }
  const kind = debug ? 'debug' : base?.isManual ? 'manual' : 'automatic'
  return { id: slot.id, started: slot.started, kind, sid: base?.sid }
}
