import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'
import { patch } from './patch.ts'

/** Not in every browser, nor in TypeScript's DOM library. @see https://html.spec.whatwg.org/#the-navigation-interface */
interface EntryChange extends Event {
  readonly navigationType: string | null
}

/**
 * Calls back after each change of the page's URL without a load: pushState, replaceState, back, forward, hash, and what a
 * page intercepts by the Navigation API; and says whether the URL replaced the one before. A change may be reported twice.
 */
export function trackUrlChanges(callback: (isReplaced: boolean) => void): Stop {
  const guarded = guard(callback)
  const { navigation } = window as { navigation?: EventTarget }
  return stopAll(
    // The window itself never has this event.
    listen<EntryChange>(navigation ?? window, ['currententrychange'], ({ navigationType }) =>
      callback(navigationType === 'replace'),
    ),
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
