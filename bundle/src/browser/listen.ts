import { attempt } from '../core/attempt.ts'
import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { patch } from './patch.ts'
import { unzoned } from './unzoned.ts'

/** What adds each listener that has not been removed. */
const listening = new Set<() => void>()

interface Target {
  addEventListener: EventTarget['addEventListener']
  removeEventListener: EventTarget['removeEventListener']
}

/** Listens in the capture phase by default, so that a page's `stopPropagation` does not hide the event from us. */
export function listen<E extends Event = Event>(
  target: Target,
  types: readonly string[],
  listener: (event: E) => void,
  options: AddEventListenerOptions = { capture: true, passive: true },
): Stop {
  const guarded = guard(listener) as EventListener
  const change = (method: 'addEventListener' | 'removeEventListener') => () => {
    for (const type of types) {
      unzoned(target, method).call(target, type, guarded, options)
    }
  }
  const add = change('addEventListener')
  const remove = change('removeEventListener')
  add()
  listening.add(add)
  return () => {
    listening.delete(add)
    remove()
  }
}

/**
 * Puts all listeners back after the page has opened its document anew, which removes them. One that is still there is not
 * added twice.
 *
 * @see https://html.spec.whatwg.org/#document-open-steps
 */
export function keepListening(): Stop {
  return stopAll(
    ...['open', 'write', 'writeln'].map((name) =>
      patch(Document.prototype as unknown as Record<string, unknown>, name, (original) => {
        // While the parser is at work, writing opens nothing.
        const isParsed = document.readyState !== 'loading'
        const result = original()
        if (isParsed) {
          for (const add of listening) {
            attempt(add)
          }
        }
        return result
      }),
    ),
  )
}
