// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons inside take the focus
// biome-ignore-all lint/a11y/useSemanticElements: a grid of virtual rows cannot be a table element
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import { Icon } from './icon.tsx'
import type { ShownValue } from './valueMenu.tsx'

export interface TableCell extends ShownValue {
  /** Formatted value; the raw one by default. */
  text?: JSX.Element | string | undefined
  look?: string | undefined
}

export interface TableColumn<Row> {
  field: string
  label: string
  /** Pixels. */
  width: number
  isNumber?: boolean
  isSortable?: boolean
  /** Returns what the cell shows. A picture, such as a trend, has no menu. */
  read: (row: Row) => TableCell | JSX.Element
}

export interface TableSort {
  field: string
  isDescending: boolean
}

interface Props<Row> {
  columns: readonly TableColumn<Row>[]
  sort: TableSort | undefined
  changeSort: (field: string) => void
  resize: (field: string, width: number) => void
  /** Chooses all loaded rows, or none; absent for a table whose rows cannot be chosen. */
  choice: { state: 'all' | 'some' | 'none'; toggleAll: () => void } | undefined
}

export function DataTableHeader<Row>({
  columns,
  sort,
  changeSort,
  resize,
  choice,
}: Props<Row>): JSX.Element {
  const firstIndex = choice ? 2 : 1
  return (
    <div class="table-head" role="rowgroup">
      <div class="table-row" role="row" aria-rowindex={1}>
        {choice && (
          <div class="cell mark" role="columnheader" aria-colindex={1}>
            <input
              type="checkbox"
              aria-label={t('selection.all')}
              title={t('selection.all')}
              checked={choice.state === 'all'}
              indeterminate={choice.state === 'some'}
              onClick={choice.toggleAll}
            />
          </div>
        )}
        {columns.map((column, index) => {
          const sorted = sort?.field === column.field ? sort : undefined
          return (
            <div
              key={column.field}
              class={toClass(column, index)}
              role="columnheader"
              aria-colindex={index + firstIndex}
              aria-sort={sorted ? (sorted.isDescending ? 'descending' : 'ascending') : undefined}
            >
              {column.isSortable ? (
                <button
                  type="button"
                  class="sort"
                  title={t('columns.sort', { field: column.label })}
                  onClick={() => changeSort(column.field)}
                >
                  <span class="head-text">{column.label}</span>
                  {sorted && <Icon name={sorted.isDescending ? 'down' : 'up'} />}
                </button>
              ) : (
                <span class="head-text" title={column.field}>
                  {column.label}
                </span>
              )}
              <Resizer column={column} resize={resize} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

const MIN_WIDTH = 56
const MAX_WIDTH = 900
const STEP = 16

interface ResizerProps<Row> {
  column: TableColumn<Row>
  resize: (field: string, width: number) => void
}

/** Edge of a column: drag it, or focus it and press the arrow keys. */
function Resizer<Row>({ column, resize }: ResizerProps<Row>): JSX.Element {
  const start = useRef<{ x: number; width: number }>()
  const set = (width: number) =>
    resize(column.field, Math.round(Math.max(MIN_WIDTH, Math.min(width, MAX_WIDTH))))
  return (
    <span
      class="resizer"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('columns.resize', { field: column.label })}
      aria-valuenow={column.width}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: column.width }
      }}
      onPointerMove={(event) => {
        if (start.current) {
          set(start.current.width + event.clientX - start.current.x)
        }
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0
        if (by !== 0) {
          event.preventDefault()
          event.stopPropagation()
          set(column.width + by)
        }
      }}
    />
  )
}

export function toClass<Row>({ isNumber }: TableColumn<Row>, index: number): string {
  return `cell${index === 0 ? ' first' : ''}${isNumber ? ' number' : ''}`
}
