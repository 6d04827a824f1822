import { toDefaultState } from '../explorer/explorerState.ts'
import { toExplorerUrl } from '../explorer/explorerUrl.ts'
import type { ListType } from '../explorer/listType.ts'
import { toPresetColumns } from '../fields/columns.ts'
import { quoteValue } from '../search/printSearch.ts'
import type { TimeWindow } from '../time/range.ts'
import type { ReleasesState } from './releasesState.ts'

export interface ReleaseScope extends Pick<ReleasesState, 'appId' | 'env' | 'zone'> {
  /** The numbers are of this window, and so are the lists behind them. */
  window: TimeWindow
}

/** Returns the search for the sessions or events of a release, or of all of them if `version` is absent. */
export function toReleaseQuery(
  { env, version }: { env: string | undefined; version?: string | undefined },
  term = '',
): string {
  const ofVersion =
    version === undefined ? '' : version === '' ? '-has:version' : `version:${quoteValue(version)}`
  const terms = [env === undefined ? '' : `env:${quoteValue(env)}`, ofVersion, term]
  return terms.filter(Boolean).join(' ')
}

/** Returns the address of the list with the rows behind a number. */
export function toRowsUrl(
  { appId, window, zone }: ReleaseScope,
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
