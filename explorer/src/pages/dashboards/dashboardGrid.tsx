import type { JSX } from 'preact'
import type { Widget } from '../../models/dashboards/dashboard.ts'
import { sortByPlace } from '../../models/dashboards/layout.ts'
import { planQuestions } from '../../models/dashboards/widgetQuestion.ts'
import type { WidgetContext } from './widgetContext.ts'
import type { WidgetEditing } from './widgetEditing.tsx'
import { EditableWidget } from './widgetEditing.tsx'
import { WidgetFrame } from './widgetFrame.tsx'

interface Props extends Omit<WidgetContext, 'widget'> {
  widgets: readonly Widget[]
  /** How widgets are changed; absent while the dashboard is only looked at. */
  editing?: WidgetEditing | undefined
}

/** Widgets at their places, or below each other where there is no room for 12 columns. */
export function DashboardGrid({ widgets, editing, ...context }: Props): JSX.Element {
  const ordered = sortByPlace(widgets)
  const plans = planQuestions(widgets, context.scope, editing?.chosen)
  // An element that moves in the page loses the focus: while widgets are arranged, their order in the page stays.
  const drawn = editing ? widgets : ordered
  return (
    <div class="dashboard-frame">
      <div class={`dashboard-grid${editing ? ' is-editing' : ''}`}>
        {drawn.map((widget) => {
          const { x, y, w, h } = widget.place
          const parts = { ...context, widget, plan: plans.get(widget.id) }
          return (
            <div
              key={widget.id}
              class={`widget-cell${w <= 3 && widget.kind === 'value' ? ' narrow' : ''}`}
              style={{
                order: ordered.indexOf(widget),
                '--column': `${x + 1} / span ${w}`,
                '--row': `${y + 1} / span ${h}`,
                '--rows': h,
              }}
            >
              {editing ? (
                <EditableWidget {...parts} editing={editing} />
              ) : (
                <WidgetFrame {...parts} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
