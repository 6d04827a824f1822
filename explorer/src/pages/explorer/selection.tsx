import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect, useReducer } from 'preact/hooks'
import { lazyPart } from '../../components/lazyPart.tsx'
import type { Selection, SelectionInput } from '../../models/rows/selection.ts'
import { EMPTY_SELECTION, nextSelection } from '../../models/rows/selection.ts'
import type { SelectionBarProps } from './selectionBar.tsx'
import { toKeyOfRow } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'

const LoadedBar = lazyPart(async () => (await import('./selectionBar.tsx')).SelectionBar)

export interface ChosenRows {
  selection: Selection
  select: (input: SelectionInput) => void
}

/** Rows that the reader has chosen. A row that is no longer shown is no longer chosen. */
export function useSelection({ state }: Explorer, rows: readonly object[]): ChosenRows {
  const [selection, select] = useReducer(nextSelection, EMPTY_SELECTION)
  useEffect(() => {
    if (selection.keys.size > 0) {
      select({ kind: 'show', order: rows.map((row) => toKeyOfRow(state, row)) })
    }
  }, [rows])
  return { selection, select }
}

/** Actions for the chosen rows, if there are any. */
export function SelectionBar(props: SelectionBarProps): JSX.Element | null {
  return props.selection.keys.size === 0 ? null : (
    <Suspense fallback={null}>
      <LoadedBar {...props} />
    </Suspense>
  )
}
