import { toJson } from '../core/json.ts'
import type { Timestamp } from '../core/time.ts'
import type { Provider } from './assembly.ts'
import { copyContext } from './contexts.ts'
import type { Context, Contribution } from './rawEvent.ts'

export interface FeatureFlags {
  /** On views and errors: the flags of their view so far. */
  readonly provide: Provider
  add(at: Timestamp, key: string, value: unknown): void
}

/** Feature flags as the page has found them; each view begins without any. */
export function createFeatureFlags(provideView: Provider): FeatureFlags {
  const findViewId = (at: Timestamp) =>
    (provideView(at, 'view') as Contribution | undefined)?.tags?.view_id
  let viewId: string | undefined
  let flags: Context = {}
  return {
    provide: (startedAt, measurement) =>
      /^(view|error)$/.test(measurement) && viewId && findViewId(startedAt) === viewId
        ? { fields: { feature_flags: toJson(flags) } }
        : undefined,
    add(at, key, value) {
      const current = findViewId(at)
      flags = { ...(current === viewId && flags), ...copyContext({ [key]: value }) }
      viewId = current
    },
  }
}
