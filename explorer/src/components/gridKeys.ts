/** A cell by its row and column, counted from 0. */
export interface GridCell {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows that Page Up and Page Down move by. */
  pageRows: number
}

/**
 * Returns the cell that a key moves to, or `undefined` for other keys. Does not wrap around. `j` and `k` move between
 * rows, as in mail programs.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/#datagridsforpresentingtabularinformation
 */
export function computeNextCell(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { row, column }: GridCell,
  size: GridSize,
): GridCell | undefined {
  if (event.altKey || event.metaKey) {
    return undefined
  }
  const lastRow = size.rows - 1
  const lastColumn = size.columns - 1
  const toRow = (to: number): GridCell => ({ row: Math.max(0, Math.min(to, lastRow)), column })
  const toColumn = (to: number): GridCell => ({
    row,
    column: Math.max(0, Math.min(to, lastColumn)),
  })
  if (event.ctrlKey) {
    return event.key === 'Home'
      ? { row: 0, column: 0 }
      : event.key === 'End'
        ? { row: lastRow, column: lastColumn }
        : undefined
  }
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return toRow(row + 1)
    case 'ArrowUp':
    case 'k':
      return toRow(row - 1)
    case 'PageDown':
      return toRow(row + size.pageRows)
    case 'PageUp':
      return toRow(row - size.pageRows)
    case 'ArrowRight':
    case 'l':
      return toColumn(column + 1)
    case 'ArrowLeft':
    case 'h':
      return toColumn(column - 1)
    case 'Home':
      return toColumn(0)
    case 'End':
      return toColumn(lastColumn)
    default:
      return undefined
  }
}
