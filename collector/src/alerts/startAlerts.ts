import type { Store } from '../store/openStore.ts'
import type { Settings } from '../store/settings.ts'
import { createAlertStorage } from './alertStorage.ts'
import type { Alerts, Asker } from './createAlerts.ts'
import { createAlerts } from './createAlerts.ts'
import { createChecker } from './createChecker.ts'
import type { RuleMeasures } from './measureRules.ts'
import { createPostWebhook } from './postWebhook.ts'

export interface StartAlertsDeps {
  settings: Settings
  /** Makes measures that ask by such a query. */
  createRuleMeasures(query: Store['queryInBackground']): RuleMeasures
  store: Pick<Store, 'query' | 'queryInBackground'>
  targets: 'public' | 'any'
  publicUrl: string
  isShared: boolean
  now(): number
  report(message: string, error?: unknown): void
}

/** Messages wait for at most so long; rules have periods of a minute and more. */
const TURN_MS = 15_000

/** Checks the rules and sends what they report, from now until `stop`. */
export function startAlerts(deps: StartAlertsDeps): { alerts: Alerts; stop(): Promise<void> } {
  const { settings, createRuleMeasures, store, targets, publicUrl, isShared, now, report } = deps
  const storage = createAlertStorage(settings)
  const post = createPostWebhook(targets)
  const checker = createChecker({
    storage,
    measures: createRuleMeasures(store.queryInBackground),
    post,
    publicUrl,
    isShared,
    now,
    report,
  })
  let turning: Promise<void> | undefined
  function turn(): void {
    turning ??= checker
      .turn()
      .catch((error) => report('The alerts were not checked; the next try is in 15 s.', error))
      .finally(() => {
        turning = undefined
      })
  }
  const timer = setInterval(turn, TURN_MS)
  turn()
  return {
    alerts: createAlerts({
      storage,
      checker,
      measuresOf: (asker: Asker) =>
        createRuleMeasures((sql, parameters) => store.query(sql, parameters, asker)),
      post,
      publicUrl,
      now,
    }),
    async stop() {
      clearInterval(timer)
      await turning
      await checker.stop()
    },
  }
}
