import { listen } from '../../browser/listen.ts'
import { trackPageExit } from '../../browser/pageExit.ts'
import { setTimer } from '../../browser/timer.ts'
import { createUuid } from '../../core/ids.ts'
import { toJson } from '../../core/json.ts'
import type { Stop } from '../../core/stop.ts'
import { stopAll } from '../../core/stop.ts'
import type { Timestamp } from '../../core/time.ts'
import { nanosecondsBetween } from '../../core/time.ts'
import type { Provider } from '../assembly.ts'
import type { CallMoment } from '../callMoment.ts'
import { copyContext } from '../contexts.ts'
import { readNode } from '../node.ts'
import type { PageActivityDeps } from '../pageActivity.ts'
import type { Context } from '../rawEvent.ts'
import { toSelector } from '../selector.ts'
import { toPageTags } from '../view/view.ts'
import { toActionName } from './actionName.ts'
import { trackClickOutcome } from './clickOutcome.ts'
import { createRageDetector, toFrustrations } from './frustration.ts'

export interface ActionCollectionDeps extends PageActivityDeps {
  /** `true`: clicks are collected besides the page's own actions. */
  readonly trackUserInteractions: boolean
  /** An attribute of the page's that has an element's name. */
  readonly actionNameAttribute: string | undefined
  /** Privacy of elements that have no privacy attribute. */
  readonly defaultPrivacyLevel: string | undefined
}

export interface ActionCollection {
  /** The id of the click that an event belongs to. */
  readonly provide: Provider
  addAction(moment: CallMoment, name: string, context?: Context): void
  readonly stop: Stop
}

/** Turns clicks, and the actions that the page adds, into raw `action` events. */
export function startActionCollection(deps: ActionCollectionDeps): ActionCollection {
  const { rawEvents, clock, trackUserInteractions, actionNameAttribute } = deps
  const isRageClick = createRageDetector()
  /** The last click, and until when what happened came of it. */
  let last:
    | { readonly id: string; readonly at: Timestamp; until: number; readonly end: Stop }
    | undefined

  /** Control that the browser clicks, in this task, because its label was clicked. */
  let forwardedTo: Element | null | undefined

  function collectClick(event: MouseEvent): void {
    // The path, not the target: a click inside a shadow tree is retargeted to its host.
    const target = event.composedPath()[0]
    if (event.isTrusted && target instanceof Element && target !== forwardedTo) {
      forwardedTo = (readNode(target, 'closest', 'label') as HTMLLabelElement | null)?.control
      setTimer(() => {
        forwardedTo = undefined
      })
      last?.end()
      const { width, height } = readNode(target, 'getBoundingClientRect')
      const { clientX: x, clientY: y } = event
      const at = clock.at(event.timeStamp)
      const id = createUuid()
      const isRage = isRageClick({ at, x, y })
      // Now: the click may remove the element.
      const fields = {
        action_id: id,
        action_name: toActionName(target, actionNameAttribute, deps.defaultPrivacyLevel),
        action_target: toJson({
          selector: toSelector(target),
          width: Math.round(width),
          height: Math.round(height),
        }),
        action_position: toJson({ x: Math.round(x), y: Math.round(y) }),
      }
      const end = trackClickOutcome(deps, at, (outcome) => {
        const { counts, activeAt } = outcome
        const frustrations = toFrustrations(target, isRage, outcome)
        click.until = clock.now()
        rawEvents.notify({
          measurement: 'action',
          startedAt: at,
          source: { events: [event], event },
          tags: { action_type: 'click' },
          fields: {
            ...fields,
            duration: activeAt && nanosecondsBetween(at, activeAt),
            action_error_count: counts.error,
            action_resource_count: counts.resource,
            action_long_task_count: counts.long_task,
            action_frustration_types: toJson(frustrations),
          },
        })
      })
      const click = { id, at, until: Infinity, end }
      last = click
    }
  }

  return {
    provide: (startedAt) =>
      last && last.at <= startedAt && startedAt <= last.until
        ? { fields: { action_id: last.id, action_ids: toJson([last.id]) } }
        : undefined,
    addAction({ at, url }, name, context) {
      rawEvents.notify({
        measurement: 'action',
        startedAt: at,
        tags: { action_type: 'custom', ...(url && toPageTags(url)) },
        fields: { action_id: createUuid(), action_name: String(name) },
        context: copyContext(context),
      })
    },
    stop: trackUserInteractions
      ? stopAll(
          () => last?.end(),
          listen(window, ['click'], collectClick),
          trackPageExit(() => last?.end()),
        )
      : () => {},
  }
}
