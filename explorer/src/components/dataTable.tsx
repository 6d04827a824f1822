// biome-ignore-all lint/a11y/useSemanticElements: a grid of virtual rows cannot be a table element
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import type { Selection, SelectionInput } from '../models/rows/selection.ts'
import { toSelectionState } from '../models/rows/selection.ts'
import { DataRow } from './dataRow.tsx'
import type { TableCell, TableColumn, TableSort } from './dataTableHeader.tsx'
import { DataTableHeader } from './dataTableHeader.tsx'
import { useGridFocus } from './gridFocus.ts'
import { useScrollMemory } from './scrollMemory.ts'
import type { ValueActions } from './valueMenu.tsx'
import { copyValue, openValueMenu } from './valueMenu.tsx'
import { useVirtualRows } from './virtualRows.ts'

export type Density = 'dense' | 'comfortable'

export const ROW_HEIGHTS: Record<Density, number> = { dense: 28, comfortable: 40 }
const HEADER_HEIGHT = 32
/** The next page is asked for this many rows before the end comes into view. */
const LOAD_AHEAD_ROWS = 30
/** A list that is scrolled by less than this shows its first row whole, in pixels. */
const AT_TOP = 8

export interface DataTableProps<Row> {
  label: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  /** Number of rows including those that are not loaded yet; −1 if unknown. */
  totalRows: number
  rowKey: (row: Row) => string
  /** Address that a row opens, as a link in its first cell. */
  rowPath: (row: Row) => string | undefined
  /** Shows a row beside the table; absent if a row leads to its address. */
  openRow?: ((row: Row) => void) | undefined
  /** Key of the row that is shown beside the table. */
  openKey?: string | undefined
  /** Identity of the rows: their place is kept when they come back. */
  scrollKey: string | undefined
  density: Density
  sort: TableSort | undefined
  changeSort: (field: string) => void
  resize: (field: string, width: number) => void
  actions: ValueActions
  /** Absent if all rows are loaded. */
  loadMore?: (() => void) | undefined
  isBusy: boolean
  /** The next page is on its way. */
  isLoadingMore?: boolean
  /** Rows that the reader has chosen; absent for a table whose rows cannot be chosen. */
  selection?: Selection | undefined
  select?: (input: SelectionInput) => void
  /** Rows in view, first and last, as they change. */
  onVisible?: (first: number, last: number) => void
  /** The first row came into view whole, or left it. */
  onTop?: (isAtTop: boolean) => void
}

/** Table of any number of rows: only those in view exist. The header and the first column stay in place. */
export function DataTable<Row>(props: DataTableProps<Row>): JSX.Element {
  const { columns, rows, density, isBusy, loadMore, onVisible } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    rowHeight: ROW_HEIGHTS[density],
    headerHeight: HEADER_HEIGHT,
  })
  useScrollMemory(scroller, props.scrollKey)
  const range = virtual.range
  const isNearEnd = (range?.endIndex ?? 0) >= rows.length - LOAD_AHEAD_ROWS
  useEffect(() => {
    if (isNearEnd && rows.length > 0) {
      loadMore?.()
    }
  }, [isNearEnd, rows.length, loadMore === undefined])
  useEffect(() => {
    if (range && rows.length > 0) {
      onVisible?.(range.startIndex, Math.min(range.endIndex, rows.length - 1))
    }
  }, [range?.startIndex, range?.endIndex, rows])
  const isAtTop = (virtual.scrollOffset ?? 0) < AT_TOP
  useEffect(() => props.onTop?.(isAtTop), [isAtTop, rows])
  const { selection } = props
  const firstColumn = selection ? 1 : 0 // the marks stand before the columns
  const focus = useGridFocus({
    scroller,
    virtual,
    rows: rows.length,
    columns: columns.length + firstColumn,
    firstColumn,
    // The row beside the table follows the keyboard.
    onMove(index) {
      const row = rows[index]
      if (props.openKey !== undefined && row !== undefined) {
        props.openRow?.(row)
      }
    },
  })
  const items = virtual.getVirtualItems() // after the focus, which may keep a row
  useOpenRow(props, { focusRow: focus.focusRow, showRow: virtual.scrollToIndex })
  /** Keys of all rows are made only for what is about all rows: there may be 100,000. */
  const readOrder = () => rows.map(props.rowKey)
  const template = columns.map(({ width }) => `${width}px`).join(' ')
  return (
    <div
      ref={scroller}
      class={`table ${density}`}
      role="grid"
      tabIndex={-1}
      aria-label={props.label}
      aria-rowcount={props.totalRows < 0 ? -1 : props.totalRows + 1}
      aria-colcount={columns.length + firstColumn}
      aria-multiselectable={selection ? true : undefined}
      aria-busy={isBusy}
      style={{
        '--columns': `${selection ? 'var(--mark) ' : ''}${template} minmax(0, 1fr)`,
        '--first': selection ? 'var(--mark)' : '0px',
      }}
      onKeyDown={(event) => {
        const cell = focus.readCell(event.target)
        const row = cell && rows[cell.row]
        if (selection && row !== undefined && cell) {
          runSelectionKey(event, {
            key: props.rowKey(row),
            at: cell.row,
            readOrder,
            select: props.select,
          })
        }
        focus.onKeyDown(event)
        if (row !== undefined && !event.defaultPrevented) {
          runCellKey(event, columns[(cell?.column ?? 0) - firstColumn]?.read(row), props.actions)
        }
      }}
      onFocusIn={focus.onFocusIn}
    >
      <DataTableHeader
        columns={columns}
        sort={props.sort}
        changeSort={props.changeSort}
        resize={props.resize}
        choice={
          selection && {
            state: selection.keys.size === 0 ? 'none' : toSelectionState(selection, readOrder()),
            toggleAll: () => props.select?.({ kind: 'toggleAll', order: readOrder() }),
          }
        }
      />
      <div class="table-body" role="rowgroup" style={{ height: `${virtual.getTotalSize()}px` }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          return (
            row !== undefined && (
              <DataRow
                key={props.rowKey(row)}
                row={row}
                index={index}
                top={start}
                rowKey={props.rowKey(row)}
                path={props.rowPath(row)}
                isOpen={props.rowKey(row) === props.openKey}
                open={props.openRow && (() => props.openRow?.(row))}
                columns={columns}
                actions={props.actions}
                isChosen={selection?.keys.has(props.rowKey(row))}
                choose={(kind) => props.select?.(toInput(kind, props.rowKey(row), readOrder))}
                tabColumn={focus.tabRow(items[0]?.index ?? 0) === index ? focus.column : undefined}
              />
            )
          )
        })}
      </div>
      {props.isLoadingMore && (
        <p class="table-more faint" aria-hidden="true">
          {t('list.loadingMore')}
        </p>
      )}
    </div>
  )
}

interface TablePlaces {
  focusRow: (index: number) => void
  showRow: (index: number, options: { align: 'auto' }) => void
}

/** Keeps the open row in view. When it is closed, the focus returns to it if nothing else has it. */
function useOpenRow<Row>(
  { rows, rowKey, openKey }: DataTableProps<Row>,
  { focusRow, showRow }: TablePlaces,
): void {
  const last = useRef<number>()
  // Not again for each step of scrolling: there may be 100,000.
  const index = useMemo(
    () => (openKey === undefined ? -1 : rows.findIndex((row) => rowKey(row) === openKey)),
    [rows, openKey],
  )
  useEffect(() => {
    if (index >= 0) {
      last.current = index
      showRow(index, { align: 'auto' })
    } else if (openKey === undefined && last.current !== undefined) {
      if (document.activeElement === document.body) {
        focusRow(last.current)
      }
      last.current = undefined
    }
  }, [openKey, index < 0])
}

interface SelectionKeyContext {
  /** Key of the row that has the focus. */
  key: string
  readOrder: () => readonly string[]
  /** Row that has the focus. */
  at: number
  select: ((input: SelectionInput) => void) | undefined
}

/** `x` chooses the row; Shift with `x` or an arrow chooses all rows from the last choice on. Escape chooses none. */
function runSelectionKey(
  event: KeyboardEvent,
  { key, at, readOrder, select }: SelectionKeyContext,
): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return
  }
  if (event.key === 'x') {
    select?.({ kind: 'toggle', key })
  } else if (event.key === 'X') {
    select?.({ kind: 'extend', key, order: readOrder() })
  } else if (event.key === 'Escape') {
    select?.({ kind: 'clear' })
  } else if (step !== undefined && event.shiftKey) {
    const order = readOrder()
    select?.({ kind: 'extend', key, order })
    select?.({ kind: 'extend', key: order[at + step] ?? key, order })
  }
}

function toInput(
  kind: 'toggle' | 'extend',
  key: string,
  readOrder: () => readonly string[],
): SelectionInput {
  return kind === 'toggle' ? { kind, key } : { kind, key, order: readOrder() }
}

/** `c` copies the value, `m` opens its menu: of a cell that is a link as well. */
function runCellKey(
  event: KeyboardEvent,
  cell: TableCell | JSX.Element | undefined,
  actions: ValueActions,
): void {
  if (!cell || !('field' in cell) || event.ctrlKey || event.metaKey || event.altKey) {
    return
  }
  if (event.key === 'c') {
    copyValue(cell.raw)
  } else if (event.key === 'm' && event.target instanceof HTMLElement) {
    event.preventDefault()
    openValueMenu({ anchor: event.target, field: cell.field, raw: cell.raw, actions })
  }
}
