import { FAILED_STATUSES } from '../../../../protocol/logStatus.ts'
import type { FoundEvent, SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import type { ExplorerState } from '../explorer/explorerState.ts'
import { toDefaultState } from '../explorer/explorerState.ts'
import type { ListType } from '../explorer/listType.ts'
import { readEventValue, readSessionValue } from '../fields/readValue.ts'
import type { RawValue } from '../search/filterValue.ts'
import { toValueTerm } from '../search/filterValue.ts'
import type { TimeWindow } from '../time/range.ts'

/** Part of the data that views can be bound to, named by what the entry has in common with it. */
export const BINDINGS = ['session', 'user', 'page', 'version', 'service'] as const
export type BindingKind = (typeof BINDINGS)[number]

export interface Binding {
  kind: BindingKind
  key: string
  value: RawValue
  range: TimeWindow
}

const KEYS: Readonly<Record<BindingKind, string>> = {
  session: 'session_id',
  user: 'userid',
  page: 'view_path_group',
  version: 'version',
  service: 'service',
}

const MINUTE = 60_000
const WEEK = 7 * 86_400_000

interface Entry {
  /** Absent for a log of no session. */
  session?: SessionSummary | undefined
  /** Entry whose details are open; absent for the session itself. */
  event?: SessionEvent | FoundEvent | undefined
  now: number
}

/** Lists what the views can be bound to: the session in its own time, all else in a week up to now or around it. */
export function listBindings({ session, event, now }: Entry): Binding[] {
  const start = session?.session_start ?? event?.time ?? now
  const end = start + (session?.time_spent ?? 0) / 1e6
  const to = Math.ceil(Math.max(end, Math.min(now, end + WEEK / 2))) + 1
  return BINDINGS.flatMap((kind) => {
    const key = KEYS[kind]
    const own = event && readEventValue(event, key)
    const value = own || (session && readSessionValue(session, key))
    const range =
      kind === 'session'
        ? { from: start - MINUTE, to: Math.ceil(end) + MINUTE }
        : { from: to - WEEK, to }
    return value === undefined || value === '' ? [] : { kind, key, value, range }
  })
}

/** Lists that every binding has: the distribution and the performance of all that belongs to it. */
const BUILT_IN: readonly { list: ListType; query?: string }[] = [
  { list: 'sessions' },
  { list: 'views' },
  { list: 'actions' },
  { list: 'errors' },
  { list: 'resources' },
  { list: 'longTasks' },
  { list: 'logs', query: `status:(${FAILED_STATUSES.join(' OR ')})` },
]

/** Returns the built-in views; a list of sessions says nothing about a single one. */
export function listBuiltIn({ kind }: Binding): ExplorerState[] {
  return BUILT_IN.filter(({ list }) => kind !== 'session' || list !== 'sessions').map(
    ({ list, query = '' }) => ({
      ...toDefaultState(list),
      isGrouped: list !== 'sessions' && list !== 'logs',
      query,
    }),
  )
}

/** Narrows a view to what it is bound to. Its search stays, its range and application give way. */
export function bindView(view: ExplorerState, binding: Binding, appId: string): ExplorerState {
  const query = view.query.trim()
  const bound = toValueTerm(binding)
  return {
    ...view,
    // In parentheses: an OR of the view would otherwise reach beyond the binding.
    query: query === '' ? bound : `${/\bOR\b/.test(query) ? `(${query})` : query} ${bound}`,
    appId,
    range: binding.range,
    selected: undefined,
    isLive: false,
  }
}
