import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** Width of an element in pixels, as it changes; 0 before the first layout. */
export function useWidth(element: RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const target = element.current
    if (!target) {
      return
    }
    const observer = new ResizeObserver(() => setWidth(target.clientWidth))
    observer.observe(target) // tells the first width, too, before the picture is painted
    return () => observer.disconnect()
  }, [element])
  return width
}
