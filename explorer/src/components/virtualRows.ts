import type { Virtualizer as VirtualizerType } from '@tanstack/virtual-core'
import {
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
