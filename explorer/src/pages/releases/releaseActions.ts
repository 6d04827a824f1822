import { navigate } from 'wouter-preact/use-browser-location'
import type { ShownValue, ValueActions } from '../../components/valueMenu.tsx'
import { FIELD_INDEX } from '../../models/fields/fieldIndex.ts'
import type { ReleaseScope } from '../../models/releases/releaseSearch.ts'
import { toReleaseQuery, toRowsUrl } from '../../models/releases/releaseSearch.ts'
import { filterValue, reverseFilterValue } from '../../models/search/filterValue.ts'

/** Operations on the values of a release: they open its sessions with, or without, the value. */
export function toReleaseActions(scope: ReleaseScope, version: string | undefined): ValueActions {
  const query = toReleaseQuery({ env: scope.env, version })
  const context = { list: 'sessions', fields: FIELD_INDEX }
  const open =
    (edit: typeof filterValue) =>
    ({ field, raw }: ShownValue): void =>
      navigate(toRowsUrl(scope, edit(query, { key: field, value: raw }, context)))
  return {
    filter: open(filterValue),
    exclude: open(reverseFilterValue),
    isColumn: () => false,
    toggleColumn: (field) => navigate(toRowsUrl(scope, query, 'sessions', field)),
    appId: scope.appId,
  }
}
