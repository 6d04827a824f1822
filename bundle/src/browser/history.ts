import { guard } from '../core/guard.ts'
import type { Stop } from '../core/stop.ts'
import { stopAll } from '../core/stop.ts'
import { listen } from './listen.ts'

/** Calls back after each change of the page's URL without a load: pushState, replaceState, back, forward, hash. */
export function trackUrlChanges(callback: () => void): Stop {
  return stopAll(
    listen(window, ['popstate', 'hashchange'], callback),
    ...(['pushState', 'replaceState'] as const).map((name) => patchHistory(name, guard(callback))),
  )
}

function patchHistory(name: 'pushState' | 'replaceState', after: () => void): Stop {
  const original = history[name]
  let active = true
  const patched: History['pushState'] = function (this: History, ...args) {
    original.apply(this, args) // outside the guard: the page must get its own exceptions
    if (active) {
      after()
    }
  }
  history[name] = patched
  return () => {
    active = false
    // Somebody may have patched on top of us: then ours stays in the chain, inert.
    if (history[name] === patched) {
      history[name] = original
    }
  }
}
