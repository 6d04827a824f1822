import type { Virtualizer as VirtualizerType } from '@tanstack/virtual-core'
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import type { RefObject } from 'preact'
import { useLayoutEffect, useReducer, useState } from 'preact/hooks'

interface VirtualRowsOptions {
  scroller: RefObject<HTMLElement>
  count: number
  rowHeight: number
  /** Height of the sticky header, which covers the first rows otherwise. */
  headerHeight: number
}

export type VirtualRows = VirtualizerType<HTMLElement, HTMLElement>

const OVERSCAN = 8

/** Renders only the rows in view. Binds TanStack's virtualizer to the component. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { scroller, count, rowHeight, headerHeight } = options
  const [, rerender] = useReducer<number, void>((serial) => serial + 1, 0)
  const settings = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollPaddingStart: headerHeight,
    rangeExtractor: defaultRangeExtractor,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => rerender(),
  }
  const [rows] = useState<VirtualRows>(() => new Virtualizer(settings))
  rows.setOptions(settings)
  useLayoutEffect(() => rows._didMount(), [rows])
  useLayoutEffect(() => rows._willUpdate())
  useLayoutEffect(() => rows.measure(), [rows, rowHeight])
  return rows
}

interface KeptRow {
  scroller: HTMLElement | null
  row: number
  /** The row shall get the focus. */
  isWanted: boolean
}

/**
 * Draws a row although it is out of view: the one that has the focus, which would be lost with the element, or shall get
 * it, so that the next key finds it there. Holds until the next render.
 */
export function keepRow({ options }: VirtualRows, { scroller, row, isWanted }: KeptRow): void {
  if (!isWanted && !scroller?.querySelector(`[data-index="${row}"]:focus-within`)) {
    return
  }
  options.rangeExtractor = (range) => {
    const inView = defaultRangeExtractor(range)
    return inView.includes(row) || row >= range.count
      ? inView
      : [...inView, row].sort((a, b) => a - b)
  }
}
