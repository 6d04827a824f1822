import type { Timer } from '../browser/timer.ts'
import { setTimer } from '../browser/timer.ts'
import type { Clock } from '../core/clock.ts'
import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import type { Timestamp } from '../core/time.ts'
import { SECOND } from '../core/time.ts'
import { createKilledTabs } from './killedTabs.ts'
import { nextTab } from './nextTab.ts'
import type { SessionStorage } from './sessionStorage.ts'
import type { Command, ReportCommand, TabEvent, TabRules, TabSession } from './tabSession.ts'
import { createTab, findRecord } from './tabSession.ts'

/** `setTimeout` counts in 32 bits; a longer delay fires at once. */
const MAX_TIMER = 2 ** 31 - 1
/** By then every tab has seen what another one wrote (docs/browser-facts.md). */
const READ_BACK_AFTER = 150
/** A lock that does not answer must not hold events back. On a very busy machine it may take a second. */
const MAX_WAIT = 3 * SECOND

export interface RunTabDeps {
  readonly storage: SessionStorage
  readonly clock: Clock
  readonly rules: TabRules
  readonly locks: LockManager | undefined
  readonly isGranted: boolean
  /** The page is unloading. */
  readonly isLeaving: () => boolean
  /** The tab has changed. Comes before the commands. */
  readonly follow: (tab: TabSession) => void
  readonly report: (change: ReportCommand) => void
  readonly settled: () => void
  readonly update: () => void
  readonly flush: () => void
}

export interface RunningTab {
  current(): TabSession
  readStored(): string | undefined
  /** @param at - when it happened, by the event clock */
  dispatch(event: TabEvent, at?: Timestamp): void
  /** An event of `time` will carry the id: from here on a change of the id is no correction. */
  use(time: Timestamp): void
  readonly stop: Stop
}

/** Carries out what `nextTab` decides, on storage, locks and timers. */
export function runTab(deps: RunTabDeps): RunningTab {
  const { storage, clock, rules } = deps
  let tab = createTab(deps.isGranted)
  let seenAt = 0
  let wakeTimer: Timer | undefined
  let answerTimer: Timer | undefined
  const killed = createKilledTabs({ ...deps, dispatch })
  const answer = guard(() => dispatch({ type: 'answer' }))

  const readStored = () => (tab.phase === 'needsConsent' ? undefined : storage.read())

  function dispatch(event: TabEvent, at = clock.now()): void {
    const now = clock.wall()
    const decide = (stored: string | undefined) =>
      nextTab(tab, { event, at, stored, isLeaving: deps.isLeaving(), seenAt }, now, rules)
    let next = decide(readStored())
    const findWrite = () => next.commands.find((each) => each.type === 'write')
    for (let write = findWrite(); write && !storage.write(write.text); write = findWrite()) {
      // Nothing is kept there. The next place may hold a session already.
      const stored = readStored()
      if (stored) {
        next = decide(stored)
      }
    }
    tab = next.tab
    deps.follow(tab)
    for (const command of next.commands) {
      handlers[command.type]?.(command as never)
    }
    clearTimeout(wakeTimer)
    // A second at least: timers fire a little early in some browsers, and must not spin.
    const delay = Math.max(SECOND, Math.min(tab.expiry - clock.wall(), MAX_TIMER))
    wakeTimer = setTimer(() => dispatch({ type: 'look' }), delay)
  }

  const handlers: {
    readonly [Type in Command['type']]?: (
      command: Extract<Command, { readonly type: Type }>,
    ) => void
  } = {
    report: deps.report,
    lock() {
      answerTimer = setTimer(answer, MAX_WAIT)
      void askLock(deps.locks as LockManager)
    },
    readBack() {
      answerTimer = setTimer(() => dispatch({ type: 'readBack' }), READ_BACK_AFTER)
    },
    settled() {
      clearTimeout(answerTimer)
      killed.lookLater()
      deps.settled()
    },
    update({ sid }) {
      // Unless a held line has taken it.
      if (findRecord(tab, sid)?.due) {
        deps.update()
      }
    },
    flush: deps.flush,
  }

  async function askLock(manager: LockManager): Promise<void> {
    try {
      await killed.prepare(manager, readStored())
      await manager.request(storage.key, answer)
    } catch {
      answer() // denied: a sandboxed frame
    }
  }

  return {
    current: () => tab,
    readStored,
    dispatch,
    use(time) {
      seenAt = Math.max(seenAt, time)
    },
    stop: stopAll(
      () => clearTimeout(wakeTimer),
      () => clearTimeout(answerTimer),
      killed.stop,
    ),
  }
}
