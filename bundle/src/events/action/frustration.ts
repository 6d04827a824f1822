import type { Timestamp } from '../../core/time.ts'
import { SECOND } from '../../core/time.ts'
import { readNode } from '../node.ts'
import type { ClickOutcome } from './clickOutcome.ts'

const RAGE_CLICKS = 3
const RAGE_DISTANCE = 100

/** Elements whose click the browser answers itself, without a change of the document: inputs, links, media. */
const ANSWERED_BY_BROWSER =
  'input:not([type=button],[type=submit],[type=reset]),textarea,select,option,label,a[href],summary,canvas,video,audio,[contenteditable]'

interface Click {
  readonly at: Timestamp
  readonly x: number
  readonly y: number
}

/** Says of each click whether it is the third of a second at one place: one burst is one rage. */
export function createRageDetector(): (click: Click) => boolean {
  let burst: Click[] = []
  return (click) => {
    burst = burst.filter(
      ({ at, x, y }) =>
        click.at - at <= SECOND && Math.hypot(click.x - x, click.y - y) <= RAGE_DISTANCE,
    )
    // A triple click that selects a paragraph is not a rage click.
    return burst.push(click) === RAGE_CLICKS && getSelection()?.isCollapsed !== false
  }
}

/** Returns the frustrations of a click, by their names on the wire. */
export function toFrustrations(
  target: Element,
  isRage: boolean,
  { counts, activeAt }: ClickOutcome,
): string[] {
  const isDead = !activeAt && !counts.error && !readNode(target, 'closest', ANSWERED_BY_BROWSER)
  return [
    ...(isRage ? ['rage_click'] : []),
    ...(isDead ? ['dead_click'] : []),
    ...(counts.error ? ['error_click'] : []),
  ]
}
