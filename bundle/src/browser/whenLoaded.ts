import type { Stop } from '../core/stop.ts'
import { listen } from './listen.ts'
import type { Timer } from './timer.ts'
import { setTimer } from './timer.ts'

/** Runs `callback` in a task of its own after the page's load event, at once in its own task when that is over. */
export function whenLoaded(callback: () => void): Stop {
  let timer: Timer | undefined
  let unlisten: Stop | undefined
  const run = () => {
    unlisten?.() // a document that the page begins anew loads again
    timer = setTimer(callback)
  }
  if (document.readyState === 'complete') {
    run()
  } else {
    unlisten = listen(window, ['load'], run)
  }
  return () => {
    unlisten?.()
    clearTimeout(timer)
  }
}
