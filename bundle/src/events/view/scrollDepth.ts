import { toJson } from '../../core/json.ts'
import type { Timestamp } from '../../core/time.ts'
import { elapsed, toNanoseconds } from '../../core/time.ts'

/**
 * How far down a view was seen, in CSS pixels. Each call of the function looks again and gives the field `display`.
 * (To ask for the height is to have it laid out: not while the page still loads.)
 */
export function createScrollDepth(
  startedAt: Timestamp,
  now: () => Timestamp,
): () => string | undefined {
  let depth = 0
  let top = 0
  let height = 0
  let heightAt = 0
  return () => {
    const viewport = { width: innerWidth, height: innerHeight }
    if (document.readyState !== 'complete') {
      return toJson({ viewport })
    }
    const { scrollHeight } = document.documentElement
    if (scrollY + innerHeight > depth) {
      depth = Math.round(scrollY + innerHeight)
      top = Math.round(scrollY)
    }
    if (scrollHeight > height) {
      height = scrollHeight
      heightAt = toNanoseconds(elapsed(startedAt, now()))
    }
    return toJson({
      viewport,
      scroll: {
        max_depth: depth,
        max_depth_scroll_top: top,
        max_scroll_height: height,
        max_scroll_height_time: heightAt,
      },
    })
  }
}
