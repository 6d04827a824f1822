import type { ComponentType, JSX } from 'preact'
import { lazy } from 'preact/compat'
import { ProblemBox } from './problemBox.tsx'

const KEY = 'explorer.reloadedAt'
const AGAIN_MS = 30_000

/**
 * Returns a component whose code is loaded when it is first shown. After an update of the collector the files of the
 * build before are gone: then the page is loaded again, at the same address. If that does not help, the part says so.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return lazy<ComponentType<Props>>(async () => {
    try {
      return { default: await load() }
    } catch {
      if (!mayReload()) {
        return { default: LoadFailed }
      }
      location.reload()
      return new Promise(() => {}) // the page is about to go
    }
  }) as ComponentType<Props>
}

/** Once in a while: a file that is missing for good must not reload the page for ever. */
function mayReload(): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    sessionStorage.setItem(KEY, String(Date.now()))
    return Date.now() - last > AGAIN_MS
  } catch {
    return false // blocked storage: nothing would stop the second reload
  }
}

function LoadFailed(): JSX.Element {
  const problem = { kind: 'unreachable', detail: '', status: 0, code: '' } as const
  return (
    <ProblemBox load={{ problem, isCancelled: false, retry: () => globalThis.location.reload() }} />
  )
}
