import type { Widget } from '../../models/dashboards/dashboard.ts'
import type { Behind, DashboardScope } from '../../models/dashboards/widgetSearch.ts'
import { toListBehind } from '../../models/dashboards/widgetSearch.ts'
import { toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import type { TimeWindow } from '../../models/time/range.ts'

/** A widget, and the values that all widgets of its dashboard share. */
export interface WidgetContext {
  widget: Widget
  scope: DashboardScope
  /** A moment to mark on axes of time. */
  markedAt: number | undefined
  /** Shows a part of the range alone; absent where the range is fixed. */
  zoom: ((window: TimeWindow) => void) | undefined
  /** Goes to a page of the explorer. */
  open: (url: string) => void
}

/** Returns the address of the rows behind a widget or a part of it. */
export function toBehindUrl(
  { widget, scope }: Pick<WidgetContext, 'widget' | 'scope'>,
  behind?: Behind,
): string {
  return toExplorerUrl(toListBehind(widget, scope, behind))
}
