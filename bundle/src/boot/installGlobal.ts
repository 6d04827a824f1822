import type { Clock } from '../core/clock.ts'
import { createClock } from '../core/clock.ts'
import type { Stub } from './loaderQueue.ts'
import { replayQueue } from './loaderQueue.ts'
import { createPublicApi } from './publicApi.ts'
import type { DatafluxRum } from './publicTypes.ts'
import { SDK_VERSION } from './version.ts'

type Methods = Record<string, ((...args: unknown[]) => unknown) | undefined>

/** Puts the API at the global's place and plays back what the page called before. The first copy wins. */
export function installGlobal(): DatafluxRum {
  const clock = createClock()
  const publicApi = createPublicApi(clock)
  // A server, a worker, React Native, Deno: some of them have a window, but there is no page.
  if (typeof document === 'undefined') {
    return createServerApi(clock)
  }
  const host = window as unknown as Record<string, unknown>
  const name = globalName()
  const found = host[name] as Partial<Stub & DatafluxRum> | null | undefined
  // A Proxy answers every other probe with something truthy.
  const stub = Array.isArray(found?.q) && (found as Stub)
  // A copy of the SDK. An element of the page with that id is none.
  if (!stub && typeof found?.init === 'function') {
    return found as DatafluxRum
  }
  host[name] = publicApi.api
  if (stub) {
    replayQueue(stub, publicApi, clock)
  }
  return publicApi.api
}

/** The loader of a page that has the global under another name says so at the script's element. */
function globalName(): string {
  return document.currentScript?.getAttribute('data-global') || 'DATAFLUX_RUM'
}

/** One module of a server answers many visitors: each call gets an API of its own, so that none reads what another gave. */
function createServerApi(clock: Clock): DatafluxRum {
  const api = createPublicApi(clock).api as unknown as Methods
  for (const name of Object.keys(api)) {
    api[name] &&= (...args) => (createPublicApi(clock).api as unknown as Methods)[name]?.(...args)
  }
  return Object.assign(api as unknown as DatafluxRum, { version: SDK_VERSION, init() {} })
}
