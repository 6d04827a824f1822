// biome-ignore-all lint/a11y/useSemanticElements: a grid of virtual rows cannot be a table element
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
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
  const items = virtual.getVirtualItems()
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
  const focus = useGridFocus({ scroller, virtual, rows: rows.length, columns: columns.length })
  const template = columns.map(({ width }) => `${width}px`).join(' ')
  return (
    <div
      ref={scroller}
      class={`table ${density}`}
      role="grid"
      tabIndex={-1}
      aria-label={props.label}
      aria-rowcount={props.totalRows < 0 ? -1 : props.totalRows + 1}
      aria-colcount={columns.length}
      aria-busy={isBusy}
      style={{ '--columns': `${template} minmax(0, 1fr)` }}
      onKeyDown={(event) => {
        focus.onKeyDown(event)
        const cell = focus.readCell(event.target)
        const row = cell && rows[cell.row]
        if (row !== undefined && !event.defaultPrevented) {
          runCellKey(event, columns[cell?.column ?? 0]?.read(row), props.actions)
        }
      }}
      onFocusIn={focus.onFocusIn}
    >
      <DataTableHeader
        columns={columns}
        sort={props.sort}
        changeSort={props.changeSort}
        resize={props.resize}
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
                columns={columns}
                actions={props.actions}
                tabColumn={focus.tabRow(items[0]?.index ?? 0) === index ? focus.column : undefined}
              />
            )
          )
        })}
      </div>
      {isBusy && rows.length > 0 && (
        <p class="table-more faint" aria-hidden="true">
          {t('list.loadingMore')}
        </p>
      )}
    </div>
  )
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
