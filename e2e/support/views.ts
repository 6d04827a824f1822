import type { Point } from '../../protocol/point.ts'
import type { Intake } from './intake.ts'
import { expect } from './test.ts'

/** Returns the newest update of each view, in the order in which the views began. */
export function newestViews(views: readonly Point[]): Point[] {
  const newest = new Map<string | undefined, Point>()
  for (const view of views) {
    const known = newest.get(view.tags['view_id'])
    if (!known || Number(known.fields['view_update']) < Number(view.fields['view_update'])) {
      newest.set(view.tags['view_id'], view)
    }
  }
  return [...newest.values()].sort((a, b) => a.time - b.time)
}

/**
 * Waits until `count` views have arrived of a page that was left, and all but the last have ended. Returns their
 * newest updates. The number alone is not enough: a view's first update may have arrived long before its last one, and
 * the requests of a page's exit arrive in any order.
 */
export async function viewsOfLeftPage(intake: Intake, count: number): Promise<Point[]> {
  const newest = () => newestViews(intake.points('view'))
  await expect
    .poll(() => newest().map(({ fields }) => fields['is_active']))
    .toEqual(Array.from({ length: count }, (_, index) => index === count - 1))
  return newest()
}
