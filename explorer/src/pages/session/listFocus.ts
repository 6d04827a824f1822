import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { VirtualRows } from '../../components/virtualRows.ts'
import { keepRow } from '../../components/virtualRows.ts'

interface ListFocusOptions {
  scroller: RefObject<HTMLElement>
  virtual: VirtualRows
  count: number
}

export interface ListFocus {
  /** Row of the Tab stop; the first one in view if the last focused row is out of view. */
  tabRow: number
  focusRow: (index: number) => void
  onKeyDown: (event: KeyboardEvent) => void
  onFocusIn: (event: FocusEvent) => void
}

/**
 * Makes a virtual list of buttons one Tab stop, inside which keys move the focus: the "roving tabindex" of the ARIA
 * practices. Rows out of view are scrolled to first. Rows have their place in `data-index`.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
export function useListFocus({ scroller, virtual, count }: ListFocusOptions): ListFocus {
  const [{ row }, setRow] = useState({ row: 0 })
  const wanted = useRef<number>()
  useLayoutEffect(() => {
    const found = findButton(scroller.current, wanted.current)
    if (found) {
      wanted.current = undefined
      found.focus({ preventScroll: true })
    }
  })
  function focusRow(index: number): void {
    wanted.current = index
    setRow({ row: index }) // a new value: the same one would render nothing, and so focus nothing
    virtual.scrollToIndex(index)
    findButton(scroller.current, index)?.focus({ preventScroll: true })
  }
  keepRow(virtual, { scroller: scroller.current, row, isWanted: wanted.current !== undefined })
  const items = virtual.getVirtualItems()
  const isRendered = items.some(({ index }) => index === row)
  return {
    tabRow: isRendered ? row : (virtual.range?.startIndex ?? 0),
    focusRow,
    onKeyDown(event) {
      const { startIndex = 0, endIndex = 0 } = virtual.range ?? {}
      const pageRows = Math.max(1, endIndex - startIndex - 1)
      const next = computeNextRow(event.key, readRow(event.target), { count, pageRows })
      if (next !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault()
        focusRow(next)
      }
    },
    onFocusIn(event) {
      const at = readRow(event.target)
      if (at >= 0) {
        setRow({ row: at })
      }
    },
  }
}

const findButton = (scroller: HTMLElement | null, index: number | undefined) =>
  index === undefined
    ? undefined
    : scroller?.querySelector<HTMLElement>(`[data-index="${index}"] button`)

function readRow(target: EventTarget | null): number {
  const row = target instanceof Element ? target.closest('[data-index]') : null
  return row ? Number(row.getAttribute('data-index')) : -1
}

interface ListSize {
  count: number
  pageRows: number
}

/** Returns the row that a key moves to, or `undefined` for other keys. Does not wrap around at the ends. */
export function computeNextRow(
  key: string,
  from: number,
  { count, pageRows }: ListSize,
): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(from + 1, last)
    case 'ArrowUp':
    case 'k':
      return Math.max(from - 1, 0)
    case 'PageDown':
      return Math.min(from + pageRows, last)
    case 'PageUp':
      return Math.max(from - pageRows, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
