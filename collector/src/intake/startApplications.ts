import { resolve } from 'node:path'
import type { Settings } from '../store/settings.ts'
import type { IntakeOptions, IntakeRules } from './startIntake.ts'
import type { StoredApplications } from './storedApplications.ts'
import { createStoredApplications } from './storedApplications.ts'

/** Another collector's change counts here after this, as one of accounts and tokens does. */
const RELOAD_MS = 5000

export interface ApplicationsStartDeps {
  settings: Pick<Settings, 'list' | 'write' | 'remove'>
  rules: Pick<IntakeRules, 'applications' | 'fileApplications'>
  options: Pick<IntakeOptions, 'applications' | 'retentionDays'>
  /** True if other collectors use the same store. */
  isShared: boolean
  now(): number
  report(message: string, error?: unknown): void
}

/**
 * Reads the applications of the store before the first event is judged, and again while other collectors may change them.
 * While the store is away, the last known ones count.
 */
export async function startApplications(deps: ApplicationsStartDeps): Promise<{
  applications: StoredApplications
  stop(): void
}> {
  const { settings, rules, options, isShared, now, report } = deps
  const { applications, fileApplications } = rules
  const stored = createStoredApplications({
    settings,
    rules: applications,
    file: fileApplications && {
      path: resolve(options.applications),
      applications: fileApplications,
    },
    retentionDays: options.retentionDays,
    now,
  })
  await stored.load()
  let isAway = false
  const reload = (): Promise<void> =>
    stored.load().then(
      () => {
        isAway = false
      },
      (error: unknown) => {
        if (!isAway) {
          report('the applications could not be read: the last known ones count', error)
        }
        isAway = true
      },
    )
  const timer = isShared ? setInterval(reload, RELOAD_MS) : undefined
  return { applications: stored, stop: () => clearInterval(timer) }
}
