import { toPresetColumns } from '../fields/columns.ts'
import type { TimeWindow } from '../time/range.ts'
import type { ZoneChoice } from '../time/zone.ts'
import { toDefaultState } from './explorerState.ts'
import { toExplorerUrl } from './explorerUrl.ts'
import type { ListType } from './listType.ts'

export interface RowsScope {
  appId: string | undefined
  /** A number is of this window, and so is the list behind it. */
  window: TimeWindow
  zone: ZoneChoice
}

/** Returns the address of the list with the rows behind a number, with a further column if one is given. */
export function toRowsUrl(
  { appId, window, zone }: RowsScope,
  query: string,
  list: ListType = 'sessions',
  column?: string,
): string {
  const state = { ...toDefaultState(list), isGrouped: false }
  return toExplorerUrl({
    ...state,
    columns: column === undefined ? undefined : [...toPresetColumns(state), column],
    query,
    appId,
    range: window,
    zone,
  })
}
