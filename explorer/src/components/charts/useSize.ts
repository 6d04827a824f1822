import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** Width and height of an element in pixels, as they change; 0 before the first layout. */
export function useSize(element: RefObject<HTMLElement>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const target = element.current
    if (!target) {
      return
    }
    const measure = () => setSize({ width: target.clientWidth, height: target.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(target) // tells the first size, too, before the picture is painted
    return () => observer.disconnect()
  }, [element])
  return size
}
