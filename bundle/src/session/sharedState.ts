import type { Clock } from '../core/clock.ts'
import { SECOND } from '../core/time.ts'
import { fromStored, toStored } from './sessionCodec.ts'
import type {
  ClosedVisit,
  NextState,
  SessionEvent,
  SessionRules,
  SessionState,
} from './sessionState.ts'
import { isBefore, nextState, withUnwrittenActivity } from './sessionState.ts'
import type { SessionStorage } from './sessionStorage.ts'

export interface SharedStateDeps {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly rules: SessionRules
  /** `true`: the storage may be used. */
  readonly isGranted: () => boolean
}

/** The state that the tabs share, and what happened on this page of which the storage has not heard. */
export interface SharedState {
  /** As it was when it was looked at last. */
  current(): SessionState
  /** As it is now, other tabs' changes included. Changes nothing. */
  look(): SessionState
  /** The state that the tabs agreed on last, without the events since then. */
  stored(): SessionState
  /** Looks, and takes it over. */
  refresh(): void
  /** Applies an event. @param isAutomatic - the event may start an automatic session */
  apply(event: SessionEvent, isAutomatic: boolean): { before: SessionState; next: NextState }
  /** For the next time that is written: nobody waits for it. */
  note(event: SessionEvent): void
  /** As `note`, before all that happened here. */
  noteFirst(event: SessionEvent): void
  /** Writes what happened here on top of what is stored now; the effects are those that came true by it. */
  write(): readonly ClosedVisit[]
  /**
   * For browsers without locks: writes again if the stored session is another tab's and began later than ours.
   *
   * @returns `false` if the stored session stays
   */
  outvote(): boolean
  isDueToWrite(): boolean
  /** `true`: this page wrote or read that value last. */
  knows(value: string | undefined): boolean
}

const CHECK: SessionEvent = { type: 'check' }

export function createSharedState({
  storage,
  clock,
  rules,
  isGranted,
}: SharedStateDeps): SharedState {
  const writeInterval = Math.min(30 * SECOND, rules.timeout / 10)
  let state: SessionState = {}
  let queue: { readonly event: SessionEvent; readonly now: ReturnType<Clock['wall']> }[] = []
  let known: string | undefined
  let writtenAt = 0

  function merge(text: string | undefined): NextState {
    const closed: ClosedVisit[] = []
    let next = fromStored(text)
    for (const { event, now } of queue) {
      const after = nextState(withUnwrittenActivity(next, state), event, now, rules)
      closed.push(...after.closed)
      next = after
    }
    return { ...withUnwrittenActivity(next, state), closed }
  }

  function note(event: SessionEvent, now = clock.wall()): void {
    const last = queue[queue.length - 1]?.event
    let { count } = event as { count?: number }
    if (count && last?.type === 'error' && !last.status) {
      count += last.count
      queue.pop()
    }
    queue.push({ event: { ...event, count } as SessionEvent, now })
  }

  const latest = (): SessionState => (isGranted() ? merge(storage.read()) : state)
  const stored = (): SessionState => fromStored(storage.read())

  function write(): readonly ClosedVisit[] {
    let before = storage.read()
    const merged = merge(before)
    const next = nextState(merged, CHECK, clock.wall(), rules)
    const text = toStored(next)
    while (text !== before && !storage.write(text)) {
      // Nothing is kept there. The next place may hold a session already.
      before = storage.read()
      if (before) {
        return write()
      }
    }
    if (text !== before) {
      writtenAt = clock.wall()
    }
    known = text
    state = next
    queue = []
    return [...merged.closed, ...next.closed]
  }

  return {
    current: () => state,
    look: () => nextState(latest(), CHECK, clock.wall(), rules),
    stored,
    refresh() {
      state = latest()
    },
    apply(event, isAutomatic) {
      const before = latest()
      const now = clock.wall()
      const next = nextState(before, event, now, { ...rules, isAutomatic })
      // Every write wakes the other tabs: what only extends is written twice a minute at most, and at exit.
      if (event.type !== 'activity' || before.visit?.sid !== next.visit?.sid) {
        note(event, now) // the same instant, or what is agreed on differs from what was assumed
      }
      state = next
      return { before, next }
    },
    note,
    noteFirst(event) {
      queue.unshift({ event, now: clock.wall() })
    },
    write,
    outvote() {
      const { visit } = stored()
      const isOurs = Boolean(state.visit && visit && isBefore(state.visit, visit))
      return isOurs && storage.write(toStored(state))
    },
    isDueToWrite: () => Math.abs(clock.wall() - writtenAt) >= writeInterval,
    knows: (value) => value === known,
  }
}
