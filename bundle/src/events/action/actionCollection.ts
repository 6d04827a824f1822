import { listen } from '../../browser/listen.ts'
import type { Clock } from '../../core/clock.ts'
import { createUuid } from '../../core/ids.ts'
import { toJson } from '../../core/json.ts'
import type { Observable } from '../../core/observable.ts'
import type { Stop } from '../../core/stop.ts'
import type { CallMoment } from '../callMoment.ts'
import { copyContext } from '../contexts.ts'
import type { Context, RawEvent } from '../rawEvent.ts'
import { toPageTags } from '../view/view.ts'
import { toActionName } from './actionName.ts'

export interface ActionCollectionDeps {
  readonly rawEvents: Observable<RawEvent>
  readonly clock: Clock
  /** Whether clicks are collected too, and not only what the page reports itself. */
  readonly trackUserInteractions: boolean
}

export interface ActionCollection {
  addAction(moment: CallMoment, name: string, context?: Context): void
  readonly stop: Stop
}

/** Turns clicks, and the actions that the page adds, into raw `action` events. */
export function startActionCollection({
  rawEvents,
  clock,
  trackUserInteractions,
}: ActionCollectionDeps): ActionCollection {
  function collectClick(event: MouseEvent): void {
    // The path, not the target: a click inside a shadow tree is retargeted to its host.
    const target = event.composedPath()[0]
    if (event.isTrusted && target instanceof Element) {
      const { width, height } = target.getBoundingClientRect()
      rawEvents.notify({
        measurement: 'action',
        startedAt: clock.at(event.timeStamp),
        tags: { action_type: 'click' },
        fields: {
          action_id: createUuid(),
          action_name: toActionName(target),
          action_target: toJson({ width: Math.round(width), height: Math.round(height) }),
          action_position: toJson({ x: Math.round(event.clientX), y: Math.round(event.clientY) }),
        },
      })
    }
  }

  return {
    addAction({ at, url }, name, context) {
      rawEvents.notify({
        measurement: 'action',
        startedAt: at,
        tags: { action_type: 'custom', ...(url && toPageTags(url)) },
        fields: { action_id: createUuid(), action_name: String(name) },
        context: copyContext(context),
      })
    },
    stop: trackUserInteractions ? listen(window, ['click'], collectClick) : () => {},
  }
}
