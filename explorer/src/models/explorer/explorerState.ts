import type { ListShape } from '../fields/columns.ts'
import { isGroupable } from '../fields/columns.ts'
import type { Range } from '../time/range.ts'
import { DEFAULT_RANGE } from '../time/range.ts'
import type { ZoneChoice } from '../time/zone.ts'
import type { ListType } from './listType.ts'

/** The whole screen of a list, as one value. `explorerUrl.ts` writes it as an address and reads it back. */
export interface ExplorerState extends ListShape {
  list: ListType
  /** Groups instead of single events. */
  isGrouped: boolean
  /** Search text as typed. */
  query: string
  /** Terms of the search that do not apply to this list. They come back with a list that they apply to. */
  aside: string
  /** One application; absent for all. */
  appId: string | undefined
  range: Range
  zone: ZoneChoice
  /** Keys of the columns in their order; absent for the preset of the list. */
  columns: readonly string[] | undefined
  /** Key, with a minus if the largest value comes first; absent for the order of the list. */
  sort: string | undefined
  /** Keys of the facets in their order; absent for those of the list. */
  facets: readonly string[] | undefined
  density: Density
  /** New rows arrive at the top. */
  isLive: boolean
  /** Row in the drawer. */
  selected: SelectedRow | undefined
}

export type Density = 'dense' | 'comfortable'

/** A session, an event of a session, or a log, which may be of no session. */
export interface SelectedRow {
  /** Empty for a log of no session. */
  sessionId: string
  /** Ids are unique only within one application. */
  appId: string
  /** Event whose details are open. */
  eventId: string | undefined
  /** Time of a log, in ms since the epoch, by which it is found; `undefined` for the rows of other lists. */
  time: number | undefined
}

/** Parts of a screen that belong to one list: kept apart for each, because their keys differ. */
export type ListLook = Pick<ExplorerState, 'isGrouped' | 'columns' | 'sort' | 'facets'>

/** Errors begin with groups: a thousand copies of one error are one fact. */
export const toDefaultGrouped = (list: ListType): boolean => list === 'errors'

export function toDefaultLook(list: ListType): ListLook {
  return {
    isGrouped: toDefaultGrouped(list),
    columns: undefined,
    sort: undefined,
    facets: undefined,
  }
}

export function toDefaultState(list: ListType = 'sessions'): ExplorerState {
  return {
    list,
    ...toDefaultLook(list),
    query: '',
    aside: '',
    appId: undefined,
    range: DEFAULT_RANGE,
    zone: 'browser',
    density: 'dense',
    isLive: false,
    selected: undefined,
  }
}

/** A list without groups has single rows, whatever an address says. */
export function toGrouped(list: ListType, isGrouped: boolean): boolean {
  return isGrouped && isGroupable(list)
}
