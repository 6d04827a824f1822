import type { Point } from '../../protocol/point.ts'

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
