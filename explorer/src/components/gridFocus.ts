import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { navigate } from 'wouter-preact/use-browser-location'
import type { GridCell } from './gridKeys.ts'
import { computeNextCell } from './gridKeys.ts'
import { isFreeKey } from './keyEvent.ts'
import type { VirtualRows } from './virtualRows.ts'
import { keepRow } from './virtualRows.ts'

interface GridFocusOptions {
  scroller: RefObject<HTMLElement>
  virtual: VirtualRows
  rows: number
  columns: number
  /** Column that the Tab key reaches first. */
  firstColumn: number
  /** A key has moved the focus to another row. */
  onMove: (row: number) => void
}

export interface GridFocus {
  /** Column of the Tab stop. */
  column: number
  /** Row of the Tab stop; the first one in view if the last focused row has gone. */
  tabRow: (firstInView: number) => number
  /** Focuses a row in the present column. */
  focusRow: (row: number) => void
  onKeyDown: (event: KeyboardEvent) => void
  onFocusIn: (event: FocusEvent) => void
  readCell: (target: EventTarget | null) => GridCell | undefined
}

/** Makes the table one Tab stop, inside which keys move from cell to cell. Rows out of view are scrolled to first. */
export function useGridFocus({
  scroller,
  virtual,
  rows,
  columns,
  firstColumn,
  onMove,
}: GridFocusOptions): GridFocus {
  const [cell, setCell] = useState<GridCell>({ row: 0, column: firstColumn })
  const wanted = useRef<GridCell>()

  useLayoutEffect(() => {
    const target = wanted.current
    const element = target && findCell(scroller.current, target)
    if (element) {
      wanted.current = undefined
      element.focus({ preventScroll: true })
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
  })

  function moveTo(next: GridCell): void {
    wanted.current = next
    setCell(next)
    virtual.scrollToIndex(next.row)
  }

  useEntryKey(() => moveTo({ ...cell })) // a new value: the same one would render nothing, and so focus nothing

  function onKeyDown(event: KeyboardEvent): void {
    const from = readCell(event.target)
    if (!from || event.defaultPrevented) {
      return
    }
    const pageRows = Math.max(
      1,
      (virtual.range?.endIndex ?? 10) - (virtual.range?.startIndex ?? 0) - 1,
    )
    const next = computeNextCell(event, from, { rows, columns, pageRows })
    if (next) {
      event.preventDefault()
      moveTo(next)
      if (next.row !== from.row) {
        onMove(next.row)
      }
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      openByKey(event.key, findRow(scroller.current, from.row))
    }
  }

  function onFocusIn(event: FocusEvent): void {
    const at = readCell(event.target)
    if (at && (at.row !== cell.row || at.column !== cell.column)) {
      setCell(at)
    }
  }

  const column = Math.min(cell.column, columns - 1)
  keepRow(virtual, {
    scroller: scroller.current,
    row: cell.row,
    isWanted: wanted.current !== undefined,
  })
  const isRendered = virtual.getVirtualItems().some(({ index }) => index === cell.row)
  return {
    column,
    tabRow: (firstInView) => (isRendered ? cell.row : firstInView),
    focusRow: (row) => moveTo({ row, column }),
    onKeyDown,
    onFocusIn,
    readCell,
  }
}

/** `j` goes to the table while nothing has the focus: a dozen facets stand before it in the Tab order. */
function useEntryKey(enter: () => void): void {
  const latest = useRef(enter)
  latest.current = enter
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      const isPlain =
        target instanceof HTMLElement && (target === document.body || target.id === 'main')
      if (event.key === 'j' && isFreeKey(event) && isPlain) {
        event.preventDefault()
        latest.current()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** `o` opens a row as a click does, `O` its page. */
function openByKey(key: string, row: HTMLElement | null | undefined): void {
  const link = row?.querySelector<HTMLAnchorElement>('a[data-row]')
  if (key === 'o') {
    link?.click()
  } else if (key === 'O' && link) {
    navigate(link.getAttribute('href') ?? '')
  }
}

function readCell(target: EventTarget | null): GridCell | undefined {
  const element = target instanceof Element ? target.closest('[data-cell]') : null
  const row = element?.closest('[data-index]')?.getAttribute('data-index')
  const column = element?.closest('[aria-colindex]')?.getAttribute('aria-colindex')
  return row == null || column == null
    ? undefined
    : { row: Number(row), column: Number(column) - 1 }
}

function findRow(scroller: HTMLElement | null, row: number): HTMLElement | null | undefined {
  return scroller?.querySelector<HTMLElement>(`[data-index="${row}"]`)
}

function findCell(
  scroller: HTMLElement | null,
  { row, column }: GridCell,
): HTMLElement | null | undefined {
  return findRow(scroller, row)?.querySelector<HTMLElement>(
    `[aria-colindex="${column + 1}"] [data-cell]`,
  )
}
