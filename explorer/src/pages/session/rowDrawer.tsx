import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { SelectedRow } from '../../models/explorer/explorerState.ts'
import { toKeyOfRow, toSelectedKey, toSelectedRow } from '../explorer/tableColumns.tsx'
import type { Explorer } from '../explorer/useExplorer.ts'
import type { DrawerMoves } from './drawerFrame.tsx'
import { LogDrawer } from './logDrawer.tsx'
import { SessionDrawer } from './sessionDrawer.tsx'

import '../../styles/session.css'
import '../../styles/journey.css'
import '../../styles/events.css'
import '../../styles/details.css'
import '../../styles/waterfall.css'
import '../../styles/related.css'
import '../../styles/stack.css'
import '../../styles/regions.css'
import '../../styles/drawer.css'

interface Props {
  explorer: Explorer
  selected: SelectedRow
  rows: readonly object[]
  /** Absent if all rows are loaded. */
  loadMore: (() => void) | undefined
}

/** A row of a list, over the list. The address holds it; the list behind stays as it is, and can be used. */
export function RowDrawer({ explorer, selected, rows, loadMore }: Props): JSX.Element {
  const { state, step } = explorer
  const last = useRef(-1)
  const key = toSelectedKey(state)
  // Not again for each render: there may be 100,000.
  const found = useMemo(() => rows.findIndex((row) => toKeyOfRow(state, row) === key), [rows, key])
  // Another event of the session may be open: the row is still the one that was opened.
  const index = found >= 0 ? found : last.current
  last.current = index
  const isAtEnd = index >= rows.length - 1
  useEffect(() => {
    if (isAtEnd) {
      loadMore?.()
    }
  }, [isAtEnd, loadMore === undefined])
  const toMove = (by: 1 | -1): (() => void) | undefined => {
    const row = index < 0 ? undefined : rows[index + by]
    return row && (() => step({ kind: 'select', row: toSelectedRow(state, row) }))
  }
  const moves: DrawerMoves = {
    close: () => step({ kind: 'select', row: undefined }),
    next: toMove(1),
    previous: toMove(-1),
  }
  const rowKey = `${selected.appId}/${selected.sessionId}/${selected.time ?? ''}`
  return state.list === 'logs' ? (
    <LogDrawer key={rowKey} explorer={explorer} selected={selected} moves={moves} />
  ) : (
    <SessionDrawer
      explorer={explorer}
      selected={selected}
      row={found >= 0 ? rows[found] : undefined}
      moves={moves}
    />
  )
}
