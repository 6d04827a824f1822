import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { unzoned } from '../core/unzoned.ts'

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
  const each = (method: 'addEventListener' | 'removeEventListener') => {
    for (const type of types) {
      unzoned(target, method).call(target, type, guarded, options)
    }
  }
  each('addEventListener')
  return () => each('removeEventListener')
}
