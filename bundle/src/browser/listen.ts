import { guard } from '../core/guard.ts'
import { NativeSet } from '../core/natives.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { unzoned } from '../core/unzoned.ts'
import { patch } from './patch.ts'

interface Target {
  addEventListener: EventTarget['addEventListener']
  removeEventListener: EventTarget['removeEventListener']
}

/** Functions that add the listeners, one for each call of `listen` that has not been stopped. */
const additions = new NativeSet<() => void>()

/** Listens in the capture phase by default, so that a page's `stopPropagation` does not hide the event from us. */
export function listen<E extends Event = Event>(
  target: Target,
  types: readonly string[],
  listener: (event: E) => void,
  options: AddEventListenerOptions = { capture: true, passive: true },
): Stop {
  const guarded = guard(listener) as EventListener
  const each = (method: 'addEventListener' | 'removeEventListener') => {
    for (const type of types) {
      unzoned(target, method).call(target, type, guarded, options)
    }
  }
  const add = () => each('addEventListener')
  add()
  additions.add(add)
  return () => {
    additions.delete(add)
    each('removeEventListener')
  }
}

/**
 * Puts all listeners back where the page begins its document anew: `document.open`, and a `write` after the load, remove them.
 *
 * @see https://html.spec.whatwg.org/multipage/dynamic-markup-insertion.html#document-open-steps
 */
export function keepListeners(): Stop {
  return stopAll(
    ...['open', 'write', 'writeln'].map((name) =>
      patch(Document.prototype as object, name, (original) => {
        const result = original()
        // A listener that is still there is not added twice.
        for (const add of additions) {
          add()
        }
        return result
      }),
    ),
  )
}
