import type { JSX, RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import type { Place } from '../../models/dashboards/dashboard.ts'
import { COLUMNS } from '../../models/dashboards/layout.ts'

/** A drag so far, in cells of the grid. */
export interface GridDrag {
  /** Place of the widget when the drag began. */
  start: Place
  columns: number
  rows: number
}

interface Drag {
  x: number
  y: number
  start: Place
  last: string
}

type Handlers = Pick<
  JSX.HTMLAttributes<HTMLElement>,
  'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
>

/** Turns a drag of the pointer into steps of cells. */
export function useGridDrag(
  cell: RefObject<HTMLElement>,
  place: Place,
  drag: (by: GridDrag) => void,
): Handlers {
  const present = useRef<Drag>()
  const end = (): void => {
    present.current = undefined
  }
  return {
    onPointerDown(event) {
      event.currentTarget.setPointerCapture(event.pointerId)
      present.current = { x: event.clientX, y: event.clientY, start: place, last: '0 0' }
    },
    onPointerMove(event) {
      const { current } = present
      const grid = cell.current?.closest('.dashboard-grid')
      if (!current || !grid) {
        return
      }
      const { columnGap } = getComputedStyle(grid)
      const gap = Number.parseFloat(columnGap) || 0
      const column = (grid.clientWidth + gap) / COLUMNS
      const row = ROW_HEIGHT + gap
      const columns = Math.round((event.clientX - current.x) / column)
      const rows = Math.round((event.clientY - current.y) / row)
      if (current.last !== `${columns} ${rows}`) {
        current.last = `${columns} ${rows}`
        drag({ start: current.start, columns, rows })
      }
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

/** `grid-auto-rows` of the grid, in px. */
const ROW_HEIGHT = 52
