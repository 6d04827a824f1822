import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** True from the first time that an element is in view or nearly so: what it shows is asked for then. */
export function useInView(element: RefObject<HTMLElement>): boolean {
  const [wasInView, setInView] = useState(false)
  useEffect(() => {
    if (!element.current || wasInView) {
      return
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          setInView(true)
        }
      },
      { rootMargin: '200px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [wasInView])
  return wasInView
}
