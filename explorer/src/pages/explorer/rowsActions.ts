import { navigate } from 'wouter-preact/use-browser-location'
import type { ShownValue, ValueActions } from '../../components/valueMenu.tsx'
import type { ListType } from '../../models/explorer/listType.ts'
import type { RowsScope } from '../../models/explorer/rowsUrl.ts'
import { toRowsUrl } from '../../models/explorer/rowsUrl.ts'
import { FIELD_INDEX } from '../../models/fields/fieldIndex.ts'
import { filterValue, reverseFilterValue } from '../../models/search/filterValue.ts'

interface Rows {
  scope: RowsScope
  list: ListType
  /** Finds the rows that the values are of. */
  query: string
}

/** Operations on values outside of a list: they open the rows that the values are of, with or without a value. */
export function toRowsActions({ scope, list, query }: Rows): ValueActions {
  const context = { list, fields: FIELD_INDEX }
  const open =
    (edit: typeof filterValue) =>
    ({ field, raw }: ShownValue): void =>
      navigate(toRowsUrl(scope, edit(query, { key: field, value: raw }, context), list))
  return {
    filter: open(filterValue),
    exclude: open(reverseFilterValue),
    isColumn: () => false,
    toggleColumn: (field) => navigate(toRowsUrl(scope, query, list, field)),
    appId: scope.appId,
  }
}
