import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Places of lists that were left, in pixels. */
const places = new Map<string, number>()

/** Starts new rows at the top, and rows that come back where they were left. */
export function useScrollMemory(scroller: RefObject<HTMLElement>, key: string | undefined): void {
  const top = useRef(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || key === undefined) {
      return
    }
    const place = places.get(key) ?? 0
    if (place !== top.current) {
      element.scrollTop = place // makes the browser lay the page out at once
    }
    const remember = () => {
      top.current = element.scrollTop
      places.set(key, top.current)
    }
    element.addEventListener('scroll', remember, { passive: true })
    return () => element.removeEventListener('scroll', remember)
  }, [key])
}
