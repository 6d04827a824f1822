import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'
import { patch } from './patch.ts'

/**
 * Calls back after each change of the page's URL without a load: pushState, replaceState, back, forward, hash; and says
 * whether it was replaceState.
 */
export function trackUrlChanges(callback: (isReplaced: boolean) => void): Stop {
  const guarded = guard(callback)
  return stopAll(
    listen(window, ['popstate', 'hashchange'], () => callback(false)),
    ...['pushState', 'replaceState'].map((name) => {
      // Where it is: on the object it would hide what the page puts on the prototype later.
      const owner = Object.keys(history).includes(name) ? history : History.prototype
      return patch(owner as unknown as Record<string, unknown>, name, (original) => {
        original() // outside the guard: the page must get its own exceptions
        guarded(name === 'replaceState')
      })
    }),
  )
}
