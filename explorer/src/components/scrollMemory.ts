import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Places of lists that were left, in pixels. */
const places = new Map<string, number>()

/** Starts new rows at the top, and rows that come back where they were left. */
export function useScrollMemory(scroller: RefObject<HTMLElement>, key: string | undefined): void {
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || key === undefined) {
      return
    }
    element.scrollTop = places.get(key) ?? 0
    const remember = () => places.set(key, element.scrollTop)
    element.addEventListener('scroll', remember, { passive: true })
    return () => element.removeEventListener('scroll', remember)
  }, [key])
}
