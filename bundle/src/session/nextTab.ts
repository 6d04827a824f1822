import type { Timestamp } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import { fromStored, toStored } from './sessionCodec.ts'
import type { BaseSession, NextState, SessionEvent, SessionState } from './sessionState.ts'
import {
  endOf,
  isBefore,
  nextExpiry,
  nextState,
  reportedSlot,
  withUnwrittenActivity,
} from './sessionState.ts'
import type {
  Command,
  ReportCommand,
  TabEvent,
  TabInput,
  TabRecord,
  TabRules,
  TabSession,
} from './tabSession.ts'
import { findRecord, openSession, toReported } from './tabSession.ts'

type Draft = { -readonly [Name in keyof TabSession]: TabSession[Name] }

/** One call of `nextTab`. */
interface Step {
  readonly tab: Draft
  readonly input: TabInput
  readonly now: Timestamp
  readonly rules: TabRules
  readonly commands: Command[]
}

/** Events that a page whose session was ended ignores, unless it shows a session of another tab. */
const OF_BASE = /^(end|stop|reset|user|error|capture)$/
const CHECK = { type: 'check' } as const
/** Records to remember: a page that changes its session more often than this is a loop. */
const MAX_RECORDS = 20

/** Computes the tab after `input` at `now` (wall clock), and the commands that carry the change out, in order. */
export function nextTab(
  before: TabSession,
  input: TabInput,
  now: Timestamp,
  rules: TabRules,
): { readonly tab: TabSession; readonly commands: readonly Command[] } {
  const step: Step = { tab: { ...before }, input, now, rules, commands: [] }
  const { event } = input
  const handle = (SIGNALS as Record<string, Handler | undefined>)[event.type] ?? happen
  handle(step, event as never)
  return step
}

type Handler = (step: Step, event: never) => void

/** The inputs that are more than an event of the session. */
const SIGNALS: {
  readonly [Type in TabEvent['type']]?: (
    step: Step,
    event: Extract<TabEvent, { readonly type: Type }>,
  ) => void
} = {
  look(step) {
    if (step.tab.mark) {
      // A page that is unloading writes without the lock, so it may have overwritten the mark.
      note(step, { type: 'show', tab: step.tab.mark })
    }
    settle(step)
  },
  grant(step) {
    step.tab.phase = 'agreed'
    settle(step)
  },
  answer(step) {
    // A lock may answer late.
    if (step.tab.phase === 'askingLock') {
      finish(step)
    }
  },
  readBack(step) {
    const { tab, input, commands } = step
    const { base } = tab.shared
    const theirs = fromStored(input.stored).base
    // The session that began first stays. The page that lost adopts it.
    if (base && theirs && isBefore(base, theirs)) {
      commands.push({ type: 'write', text: toStored(tab.shared) }, { type: 'readBack' })
    } else if (tab.phase === 'readingBack') {
      finish(step)
    }
  },
  told({ tab }, { sid }) {
    setDue(tab, sid, undefined)
  },
  killed(step, event) {
    // Before the events of this page: a killed tab comes before the expiry of its session.
    step.tab.pending = [{ event, now: step.now }, ...step.tab.pending]
    settle(step)
  },
  capture(step, event) {
    const { tab } = step
    const base = openSession(tab)
    if (tab.phase === 'agreed' && base?.status === 'ok') {
      // At once: what follows must not take its place.
      setDue(tab, base.sid, 'soon')
      release(step, true)
    } else {
      happen(step, event)
    }
  },
  show(step, event) {
    step.tab.mark = event.tab
    happen(step, event)
  },
  hide(step, event) {
    const { tab } = step
    note(step, { ...event, isChanged: tab.isChanged })
    tab.mark = undefined
    tab.isChanged = false
    if (tab.phase !== 'needsConsent') {
      finish(step)
    }
  },
}

/** Returns the state now, changes of other tabs included, as this tab sees it. */
export function lookAt(
  tab: TabSession,
  stored: string | undefined,
  now: Timestamp,
  rules: TabRules,
): SessionState {
  const shared = nextState(latest({ tab, rules }, stored), CHECK, now, rules)
  return { ...shared, base: openSession({ ...tab, shared }) }
}

/** Applies an event at once, and then has the tabs agree on what came of it. */
function happen(step: Step, event: SessionEvent): void {
  const { tab, input, now, rules } = step
  const { type } = event
  const before = latest(step, input.stored)
  if (tab.proposed) {
    show(step, before, true)
  }
  if (tab.isEndedHere && OF_BASE.test(type) && !openSession({ ...tab, shared: before })) {
    return
  }
  tab.isEndedHere &&= type !== 'startManual'
  const isAutomatic = rules.isAutomatic && !tab.isEndedHere
  const next = nextState(before, event, now, { ...rules, isAutomatic })
  const isNew = next.base && next.base.sid !== before.base?.sid
  if (isNew) {
    tab.proposed = next.base?.sid
  }
  // Every write wakes the other tabs: plain activity is written twice a minute at most, and at exit.
  const isActivity = type === 'activity'
  const isNoted = isNew || !isActivity
  if (isNoted) {
    note(step, event)
  }
  tab.isChanged ||= isActivity || type === 'error'
  for (const closed of next.closed) {
    track(tab, closed)
  }
  show(step, next, false)
  const interval = Math.min(30 * SECOND, rules.timeout / 10)
  if (isNoted || tab.proposed || Math.abs(now - tab.writtenAt) >= interval) {
    settle(step)
  }
}

/** Adds an event to those that the storage does not have. Errors in a row become one event. */
function note({ tab, now }: Step, event: SessionEvent): void {
  const others = [...tab.pending]
  const last = others[others.length - 1]?.event
  if (event.type === 'error' && last?.type === 'error' && !last.status) {
    others.pop()
    event = { ...event, count: last.count + event.count }
  }
  tab.pending = [...others, { event, now }]
}

/** Applies `pending` to the stored form. */
function latest(
  { tab, rules }: { readonly tab: TabSession; readonly rules: TabRules },
  stored: string | undefined,
): NextState {
  if (tab.phase === 'needsConsent') {
    return { ...tab.shared, closed: [], due: [] }
  }
  const closed: NextState['closed'][number][] = []
  const due: NextState['due'][number][] = []
  let next: SessionState = fromStored(stored)
  for (const { event, now } of tab.pending) {
    const after = nextState(withUnwrittenActivity(next, tab.shared), event, now, rules)
    closed.push(...after.closed)
    due.push(...after.due)
    next = after
  }
  return { ...withUnwrittenActivity(next, tab.shared), closed, due }
}

/** Has the tabs agree, unless that is under way. */
function settle(step: Step): void {
  const { tab, input, rules, commands } = step
  if (tab.phase === 'agreed') {
    if (input.isLeaving || !(rules.hasLocks || tab.proposed)) {
      finish(step)
    } else if (rules.hasLocks) {
      tab.phase = 'askingLock'
      commands.push({ type: 'lock' })
    } else {
      tab.written = commit(step)
      tab.phase = 'readingBack'
      commands.push({ type: 'readBack' })
    }
  }
}

/** Writes what happened here on top of what is stored. @returns the updates that are this tab's to send */
function commit(step: Step): TabRecord[] {
  const { tab, input, now, rules, commands } = step
  const merged = latest(step, input.stored)
  const next = nextState(merged, CHECK, now, rules)
  const text = toStored(next)
  if (text !== input.stored) {
    commands.push({ type: 'write', text })
    tab.writtenAt = now
  }
  tab.known = text
  tab.pending = []
  show(step, next, true)
  return [
    ...merged.due,
    ...[...merged.closed, ...next.closed].map(
      (base): TabRecord => ({ base, due: base.isSent ? 'soon' : 'first' }),
    ),
  ]
}

/** The tabs have agreed. */
function finish(step: Step): void {
  const { tab } = step
  const { written = [], proposed } = tab
  const isUrgent = tab.pending.some(({ event: { type } }) => type === 'end' || type === 'capture')
  const own = commit(step)
  // Of what this tab wrote without a lock, only what stayed is its own.
  for (const { base, due } of openSession(tab)?.sid === proposed ? [...written, ...own] : own) {
    track(tab, base, true)
    setDue(tab, base.sid, due)
  }
  tab.phase = 'agreed'
  tab.proposed = tab.written = undefined
  tab.records = tab.records
    .filter(({ base, due }) => due || base.sid === tab.shared.base?.sid)
    .slice(-MAX_RECORDS)
  release(step, isUrgent)
}

/** Lets held events go on, then asks for the updates that find no line among them. */
function release({ tab, commands }: Step, isUrgent: boolean): void {
  commands.push({ type: 'settled' })
  for (const { base, due } of tab.records) {
    if (due === 'soon') {
      setDue(tab, base.sid, 'next')
      commands.push({ type: 'update', sid: base.sid })
    }
  }
  if (isUrgent) {
    commands.push({ type: 'flush' })
  }
}

/** Shows `state` on this page. @param isAgreed - it comes from what the tabs agreed on, not from this page */
function show(step: Step, { debug, base, tabs, isEnded }: SessionState, isAgreed: boolean): void {
  const { tab, input, now, rules } = step
  const { proposed, reported, expiry, written } = tab
  const expired = reportedSlot(visible(tab))
  tab.shared = { debug, base, tabs, isEnded }
  tab.isEndedHere ||= Boolean(isEnded)
  const state = visible(tab)
  const { base: open } = state
  if (open) {
    track(tab, open)
  }
  tab.expiry = nextExpiry(state)
  const session = toReported(state, tab.isEndedHere || !rules.isAutomatic)
  const isLost = isAgreed && proposed && reported?.sid === proposed && open && open.sid !== proposed
  const late = now - expiry
  // Without locks, a session that began after ours was written is the next one.
  if (isLost && !(written && Number(session?.started) > Number(reported.started))) {
    report(step, { session, at: tab.changedAt, isCorrection: true })
    return
  }
  if (late >= 0) {
    // The session expired before anybody looked: later events do not belong to it.
    const at = (input.at - late) as Timestamp
    const active = Math.max(input.seenAt, expired ? endOf({ now, rules }, expired) : 0)
    const endedAt = Math.min(at, input.at - now + active) as Timestamp
    const isNew = Number(session?.started) > expiry
    report(step, { session: isNew ? undefined : session, at, endedAt })
  }
  report(step, { session, at: input.at })
}

/** Returns the state as this tab sees it. */
function visible(tab: TabSession): SessionState {
  return { debug: tab.shared.debug, base: openSession(tab) }
}

function report(
  { tab, input, commands }: Step,
  {
    isCorrection = !input.seenAt,
    ...change
  }: Pick<ReportCommand, 'session' | 'at'> & Partial<ReportCommand>,
): void {
  const { session } = change
  const { id, kind, sid } = tab.reported ?? {}
  if (id !== session?.id || kind !== session?.kind || sid !== session?.sid) {
    // A replayed call may be older than the last change.
    const at = Math.max(change.at, tab.changedAt) as Timestamp
    tab.changedAt = at
    tab.reported = session
    commands.push({ ...change, type: 'report', at, isCorrection })
  }
}

/**
 * Takes over what the tabs share of a record, or adds the record. A final status stays, and is sent by the tab that the
 * record ended in, unless this tab has still to send the first update.
 *
 * @param isOwn - the tabs have agreed that the record ended in this tab, or has an update to send
 */
function track(tab: Draft, base: BaseSession, isOwn = false): void {
  const found = findRecord(tab, base.sid)
  const isOk = base.status === 'ok'
  const others = tab.records.filter((each) => each !== found)
  const isKept = found && !isOwn && (found.base.status !== 'ok' || !(isOk || found.due !== 'first'))
  const due = isOwn || isOk ? found?.due : undefined
  tab.records = [...others, isKept ? found : { base, due }]
}

function setDue(tab: Draft, sid: string, due: TabRecord['due']): void {
  tab.records = tab.records.map((each) =>
    // The line that the first update was claimed for is on its way.
    each.base.sid === sid ? { ...each, due: due && each.due === 'first' ? 'first' : due } : each,
  )
}
