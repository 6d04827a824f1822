// biome-ignore-all lint/a11y/useFocusableInteractive: what is inside the cell takes the focus
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role is chosen at run time, both allow it
// biome-ignore-all lint/a11y/useSemanticElements: a grid of virtual rows cannot be a table element
import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { t } from '../i18n/messages.ts'
import type { TableCell, TableColumn } from './dataTableHeader.tsx'
import { toClass } from './dataTableHeader.tsx'
import { Icon } from './icon.tsx'
import { Value } from './value.tsx'
import type { ValueActions } from './valueMenu.tsx'
import { openValueMenu } from './valueMenu.tsx'

interface Props<Row> {
  row: Row
  index: number
  /** Pixels from the start of the rows. */
  top: number
  rowKey: string
  path: string | undefined
  /** The row is shown beside the table. */
  isOpen: boolean
  /** Shows it there; without it the row leads to its path. */
  open: (() => void) | undefined
  columns: readonly TableColumn<Row>[]
  actions: ValueActions
  /** `true` if the row is chosen; `undefined` in a table whose rows cannot be chosen. */
  isChosen: boolean | undefined
  choose: (how: 'toggle' | 'extend') => void
  /** Column whose cell is the table's Tab stop; `undefined` in all rows but one. */
  tabColumn: number | undefined
}

/**
 * One row. A click beside a value opens the row, as its first cell does; with Ctrl or the middle button in a new tab. A
 * click on a value opens the value's menu.
 */
export function DataRow<Row>(props: Props<Row>): JSX.Element {
  const { row, index, top, path, columns, actions, tabColumn, isChosen, open } = props
  const firstIndex = isChosen === undefined ? 0 : 1
  return (
    // The key handler of the table does the same for the keyboard.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      class={`table-row${path === undefined ? '' : ' opens'}${isChosen ? ' chosen' : ''}${props.isOpen ? ' open' : ''}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
      onClick={openRow}
      onAuxClick={openRow}
    >
      {isChosen !== undefined && (
        <div class="cell mark" role="gridcell" aria-colindex={1}>
          <input
            type="checkbox"
            aria-label={t('selection.row', { row: index + 1 })}
            tabIndex={tabColumn === 0 ? 0 : -1}
            data-cell=""
            checked={isChosen}
            onClick={(event) => props.choose(event.shiftKey ? 'extend' : 'toggle')}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const cell = column.read(row)
        const tabIndex = tabColumn === at + firstIndex ? 0 : -1
        return (
          <div
            key={column.field}
            class={toClass(column, at)}
            role={at === 0 ? 'rowheader' : 'gridcell'}
            aria-colindex={at + firstIndex + 1}
            data-label={column.label}
            data-field={column.field}
          >
            {at === 0 && path !== undefined ? (
              <>
                <Link
                  href={path}
                  class="row-link"
                  tabIndex={tabIndex}
                  data-cell=""
                  data-row={props.rowKey}
                  aria-current={props.isOpen || undefined}
                  {...(open && {
                    onClick(event: MouseEvent) {
                      event.preventDefault()
                      open()
                    },
                  })}
                >
                  {'field' in cell ? (cell.text ?? String(cell.raw ?? '')) : cell}
                </Link>
                {'field' in cell && <CellMenu cell={cell} label={column.label} actions={actions} />}
              </>
            ) : (
              <Cell cell={cell} tabIndex={tabIndex} actions={actions} />
            )}
          </div>
        )
      })}
    </div>
  )
}

interface CellMenuProps {
  cell: TableCell
  label: string
  actions: ValueActions
}

/** Menu of a value whose click opens the row. Not a Tab stop: on the keyboard `m` opens it. */
function CellMenu({ cell, label, actions }: CellMenuProps): JSX.Element {
  const { field, raw } = cell
  const name = t('value.menuOf', { field: label })
  return (
    <button
      type="button"
      class="cell-menu"
      tabIndex={-1}
      aria-haspopup="menu"
      aria-label={name}
      title={name}
      onClick={(event) => openValueMenu({ anchor: event.currentTarget, field, raw, actions })}
    >
      <Icon name="more" />
    </button>
  )
}

interface CellProps {
  cell: TableCell | JSX.Element
  tabIndex: number
  actions: ValueActions
}

function Cell({ cell, tabIndex, actions }: CellProps): JSX.Element {
  if (!('field' in cell)) {
    return (
      <span class="picture" tabIndex={tabIndex} data-cell="">
        {cell}
      </span>
    )
  }
  return (
    <Value
      field={cell.field}
      raw={cell.raw}
      actions={actions}
      tabIndex={tabIndex}
      {...(cell.look !== undefined && { look: cell.look })}
    >
      {cell.text}
    </Value>
  )
}

function openRow(event: MouseEvent & { currentTarget: HTMLElement }): void {
  const { target, currentTarget } = event
  const isControl = target instanceof Element && target.closest('a, button, input, .mark') !== null
  // A person who selects text to copy it does not want to leave.
  if (isControl || String(getSelection() ?? '') !== '') {
    return
  }
  const link = currentTarget.querySelector<HTMLAnchorElement>('a[data-row]')
  if (event.button === 1 || event.ctrlKey || event.metaKey) {
    globalThis.open(link?.href, '_blank', 'noopener')
  } else if (event.button === 0) {
    link?.click()
  }
}
