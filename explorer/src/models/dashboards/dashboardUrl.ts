import { toSearch } from '../../api/request.ts'
import type { ExplorerState } from '../explorer/explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from '../explorer/explorerUrl.ts'

/** A dashboard's screen, as its address has it. */
export interface DashboardScreen {
  /** Range, zone, application and search: those of a list, so that the same controls change them. */
  state: ExplorerState
  /** Choices of variables, by their names; an empty one means that none is chosen. */
  chosen: Readonly<Record<string, string>>
  /** Moment to mark on the axes of time, ms since the epoch. */
  markedAt: number | undefined
}

const PREFIX = 'var.'

export function parseDashboardUrl(search: string): DashboardScreen {
  const { state } = parseExplorerUrl({ pathname: '/sessions', search })
  const params = new URLSearchParams(search)
  const chosen = [...params].flatMap(([name, value]) =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value] as const] : [],
  )
  const time = Number(params.get('at') || Number.NaN)
  return {
    state,
    chosen: Object.fromEntries(chosen),
    markedAt: Number.isSafeInteger(time) ? time : undefined,
  }
}

/** Returns the address of a dashboard. */
export function toDashboardUrl(
  id: string,
  { state, chosen, markedAt }: Partial<DashboardScreen> = {},
): string {
  const own =
    state && toExplorerUrl({ ...state, list: 'sessions', selected: undefined, isLive: false })
  const params = new URLSearchParams(own?.split('?')[1])
  for (const [name, value] of Object.entries(chosen ?? {})) {
    params.set(`${PREFIX}${name}`, value)
  }
  const search = toSearch({ ...Object.fromEntries(params), at: markedAt })
  // An empty choice is one, too: it stands for no value where the dashboard begins with another.
  const empty = Object.entries(chosen ?? {})
    .filter(([, value]) => value === '')
    .map(([name]) => `${encodeURIComponent(PREFIX + name)}=`)
  const rest = empty.length === 0 ? '' : `${search === '' ? '?' : '&'}${empty.join('&')}`
  return `/dashboards/${encodeURIComponent(id)}${search}${rest}`
}
