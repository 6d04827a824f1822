import type { Timestamp } from '../core/time.ts'
import { nextTab } from './nextTab.ts'
import { fromStored } from './sessionCodec.ts'
import { NOW, RULES } from './sessionState.testkit.ts'
import type { SessionEvent } from './sessionState.ts'
import type { Command, TabEvent, TabRules, TabSession } from './tabSession.ts'
import { createTab, findDue, findRecord, needsClaim } from './tabSession.ts'

/** An update as it would be sent. */
export interface SentUpdate {
  readonly tab: number
  readonly sid: string
  readonly status: string
  readonly errors: number
  readonly isFirst: boolean
}

/** Tabs of one browser: one storage, one lock with a queue, and a clock that the test moves. */
export function createBrowser(size: number, given: Partial<TabRules> = {}) {
  const rules: TabRules = { ...RULES, hasLocks: true, ...given }
  const tabs: TabSession[] = Array.from({ length: size }, () => createTab(true))
  const waiting: { tab: number; type: 'answer' | 'readBack'; due: number }[] = []
  const sent: SentUpdate[] = []
  let stored: string | undefined
  let now = NOW as number
  let serial = 0

  function dispatch(tab: number, event: TabEvent): void {
    const input = { event, at: now as Timestamp, stored, isLeaving: false, seenAt: 1 }
    const next = nextTab(tabs[tab] as TabSession, input, now as Timestamp, rules)
    tabs[tab] = next.tab
    for (const command of next.commands) {
      carryOut(tab, command)
    }
  }

  function carryOut(tab: number, command: Command): void {
    if (command.type === 'write') {
      stored = command.text
    } else if (command.type === 'lock') {
      waiting.push({ tab, type: 'answer', due: now })
    } else if (command.type === 'readBack') {
      waiting.push({ tab, type: 'readBack', due: now + 150 })
    } else if (command.type === 'update') {
      send(tab)
    }
  }

  /** A view line of the tab is about to be sent: it claims, and takes what is due. */
  function send(index: number): void {
    const sid = tabs[index]?.reported?.sid
    const record = findRecord(tabs[index] as TabSession, sid)
    if (record && needsClaim(record)) {
      dispatch(index, { type: 'sent', sid: record.base.sid })
    }
    const tab = tabs[index] as TabSession
    if (tab.phase === 'agreed') {
      const due = findDue(tab, sid, () => true)
      if (due) {
        const { status, errors } = due.base
        const isFirst = due.due === 'first'
        sent.push({ tab: index, sid: due.base.sid, status, errors, isFirst })
        dispatch(index, { type: 'told', sid: due.base.sid })
      }
    }
  }

  return {
    tabs,
    sent,
    stored: () => fromStored(stored),
    wait(duration: number) {
      now += duration
    },
    /** Something happens in a tab; ids are made as the engine makes them. */
    happen(tab: number, event: Partial<SessionEvent> & { readonly type: SessionEvent['type'] }) {
      serial++
      const ids = { id: `id${serial}`, manualId: 1e9 + serial }
      dispatch(tab, { ...ids, ...event } as SessionEvent)
    },
    look: (tab: number) => dispatch(tab, { type: 'look' }),
    send,
    /** The lock is granted to the tab that waits longest, or a tab reads back. @returns whether one waited */
    answer(): boolean {
      const next = waiting.shift()
      if (next) {
        now = Math.max(now, next.due)
        dispatch(next.tab, { type: next.type })
        send(next.tab)
      }
      return Boolean(next)
    },
  }
}

export type Browser = ReturnType<typeof createBrowser>
