import { createClock } from '../core/clock.ts'
import { replayQueue, toStub } from './loaderQueue.ts'
import { createPublicApi } from './publicApi.ts'
import type { DatafluxRum } from './publicTypes.ts'

/** Puts the API at the global's place and plays back what the page called before. The first copy wins. */
export function installGlobal(): DatafluxRum {
  const clock = createClock()
  const publicApi = createPublicApi(clock)
  // A server, a worker, React Native, Deno: some of them have a window, but nothing is to be collected there.
  if (typeof document === 'undefined') {
    return { ...publicApi.api, init() {} }
  }
  const host = window as unknown as Record<string, unknown>
  const name = globalName()
  const found = host[name]
  const stub = toStub(found)
  if (!stub && isSdk(found)) {
    return found
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

/** A copy of the SDK. An element of the page with that id is none. */
function isSdk(found: unknown): found is DatafluxRum {
  return typeof (found as DatafluxRum | undefined)?.init === 'function'
}
