import type { ValueActions } from '../../components/valueMenu.tsx'
import { isGroupValue } from '../../models/fields/columns.ts'
import { toColumnKeys } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'

/** Operations on the values of a list: they change the search and the columns of this list. */
export function toValueActions({ state, step }: Explorer): ValueActions {
  return {
    isSearchable: (field) => !(state.isGrouped && isGroupValue(field)),
    filter: ({ field, raw }) => step({ kind: 'filter', field: { key: field, value: raw } }),
    exclude: ({ field, raw }) => step({ kind: 'reverseFilter', field: { key: field, value: raw } }),
    isColumn: (field) => toColumnKeys(state).includes(field),
    toggleColumn: (field) => step({ kind: 'toggleColumn', key: field }),
    appId: state.appId,
  }
}
