import type { Clock } from '../core/clock.ts'
import { report } from '../core/report.ts'
import type { PublicApi } from './publicApi.ts'

/** `[method, arguments, ms since the page's start, URL]`; method 0: an error event that the loader caught. */
type QueuedCall = readonly [
  name: string | 0,
  args: ArrayLike<unknown>,
  sinceTimeOrigin: number,
  url: string,
]

/** The global before the bundle has loaded: the loader's stub, or the classic snippet's. */
export interface Stub {
  /** The classic snippet queues plain functions, from `onReady` alone. */
  readonly q: (QueuedCall | (() => void))[]
  /** The loader's listener for early errors. */
  readonly e?: EventListener
}

/**
 * Plays back what the stub holds, in order, each call by itself; then hands its references over to the real
 * API, so that a page that kept one goes on with it.
 */
export function replayQueue(
  stub: Stub,
  { api, replay, addEarlyError }: PublicApi,
  clock: Clock,
): void {
  const methods = api as unknown as Record<string, ((...args: unknown[]) => void) | undefined>
  // From here on the error collection hears them itself. (The classic snippet has no listener: nothing happens.)
  removeEventListener('error', stub.e as EventListener, true)
  removeEventListener('unhandledrejection', stub.e as EventListener, true)
  // Not `for…of` over a copy: a call may add another, which keeps its place at the end.
  for (let call = stub.q.shift(); call; call = stub.q.shift()) {
    if (typeof call === 'function') {
      api.onReady(call)
      continue
    }
    const [name, args, since, url] = call
    const moment = { at: clock.at(since), url }
    const method = name === 0 ? addEarlyError : methods[name]
    if (typeof method === 'function') {
      replay(moment, () => method.apply(api, args as [never]))
    } else {
      report('warn', `There is no call \`${name}\`: it was ignored.`)
    }
  }
  Object.assign(stub, api)
}
