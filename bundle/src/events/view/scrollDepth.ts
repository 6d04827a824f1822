import { guard } from '../../core/guard.ts'
import { toJson } from '../../core/json.ts'
import type { Stop } from '../../core/stop.ts'
import type { Timestamp } from '../../core/time.ts'
import { nanosecondsBetween } from '../../core/time.ts'

export interface ScrollDepth {
  /** Looks again. */
  look(): void
  /** The field `display`. */
  read(): string | undefined
  readonly stop: Stop
}

/**
 * How far down a view was seen, in CSS pixels. To ask for the height has the page laid out, unless it just was: it is
 * asked for where the user scrolls, and after the page's root was laid out with another size, the first time included.
 */
export function trackScrollDepth(startedAt: Timestamp, now: () => Timestamp): ScrollDepth {
  const scroll = {
    max_depth: 0,
    max_depth_scroll_top: 0,
    max_scroll_height: 0,
    max_scroll_height_time: 0,
  }

  function look(): void {
    const { scrollHeight } = document.documentElement
    const depth = Math.round(scrollY + innerHeight)
    if (depth > scroll.max_depth) {
      scroll.max_depth = depth
      scroll.max_depth_scroll_top = Math.round(scrollY)
    }
    if (scrollHeight > scroll.max_scroll_height) {
      scroll.max_scroll_height = scrollHeight
      scroll.max_scroll_height_time = nanosecondsBetween(startedAt, now())
    }
  }

  const Observer = window.ResizeObserver as typeof ResizeObserver | undefined
  const observer = Observer && new Observer(guard(look))
  observer?.observe(document.documentElement)
  return {
    look,
    read: () =>
      toJson({
        viewport: { width: innerWidth, height: innerHeight },
        scroll: scroll.max_depth ? scroll : undefined,
      }),
    stop: () => observer?.disconnect(),
  }
}
