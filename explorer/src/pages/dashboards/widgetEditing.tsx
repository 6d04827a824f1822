import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { Icon } from '../../components/icon.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { Place, Widget } from '../../models/dashboards/dashboard.ts'
import type { DashboardInput } from '../../models/dashboards/nextDashboard.ts'
import type { WidgetPlan } from '../../models/dashboards/widgetQuestion.ts'
import { useGridDrag } from './useGridDrag.ts'
import type { WidgetContext } from './widgetContext.ts'
import { WidgetFrame } from './widgetFrame.tsx'
import { toWidgetTitle } from './widgetTexts.ts'

export interface WidgetEditing {
  step: (input: DashboardInput) => void
  /** Widget whose settings are open. */
  chosen: string | undefined
  choose: (id: string | undefined) => void
}

interface Props extends WidgetContext {
  plan: WidgetPlan | undefined
  editing: WidgetEditing
}

/** A widget that is moved by its handle and resized by its corner, by mouse or arrow keys. */
export function EditableWidget({ editing, ...parts }: Props): JSX.Element {
  const { widget } = parts
  const { step, chosen, choose } = editing
  const cell = useRef<HTMLDivElement>(null)
  const name = toWidgetTitle(widget)
  const place = (to: Place): void => step({ kind: 'place', id: widget.id, place: to })
  const move = useGridDrag(cell, widget.place, (by) =>
    place({ ...widget.place, x: by.start.x + by.columns, y: by.start.y + by.rows }),
  )
  const resize = useGridDrag(cell, widget.place, (by) =>
    place({ ...widget.place, w: by.start.w + by.columns, h: by.start.h + by.rows }),
  )
  const remove = (): void => step({ kind: 'remove', id: widget.id })
  return (
    <div ref={cell} class="widget-cell-frame">
      <WidgetFrame
        {...parts}
        edit={{
          isChosen: chosen === widget.id,
          handle: (
            <button
              type="button"
              class="widget-handle"
              aria-label={t('widget.move', { name })}
              title={t('dash.keysHint')}
              onKeyDown={(event) => {
                const to = toKeyPlace(event, widget)
                if (to) {
                  event.preventDefault()
                  place(to)
                } else if (event.key === 'Delete') {
                  event.preventDefault()
                  remove()
                } else if (event.key === 'Enter') {
                  event.preventDefault()
                  choose(widget.id)
                }
              }}
              {...move}
            >
              <Icon name="drag" />
            </button>
          ),
          entries: [
            { id: 'edit', label: t('dash.edit'), icon: 'edit', run: () => choose(widget.id) },
            {
              id: 'duplicate',
              label: t('widget.copy'),
              icon: 'add',
              run: () => step({ kind: 'copyWidget', id: widget.id }),
            },
            { id: 'remove', label: t('widget.remove'), icon: 'close', run: remove },
          ],
        }}
      />
      {/* The handle's keys resize as well, so this corner is for the pointer alone. */}
      <span class="widget-corner" aria-hidden="true" {...resize} />
    </div>
  )
}

const KEYS: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Returns the place that an arrow key leads to: it moves, and with Shift it resizes. */
function toKeyPlace({ key, shiftKey }: KeyboardEvent, { place }: Widget): Place | undefined {
  const by = KEYS[key]
  if (by === undefined) {
    return undefined
  }
  const [columns, rows] = by
  return shiftKey
    ? { ...place, w: place.w + columns, h: place.h + rows }
    : { ...place, x: place.x + columns, y: place.y + rows }
}
