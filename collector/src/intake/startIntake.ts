import { resolve } from 'node:path'
import type { Metrics } from '../core/createMetrics.ts'
import type { AddressMode } from '../http/clientAddress.ts'
import type { NotReady } from '../http/operationRoutes.ts'
import { toEventRow } from '../store/eventRow.ts'
import type { Store } from '../store/openStore.ts'
import type { StoredRow } from '../store/storedRow.ts'
import { toStoredRow } from '../store/storedRow.ts'
import { createStoreHealth } from '../store/storeHealth.ts'
import type { Admission } from './admission.ts'
import { createAdmission } from './admission.ts'
import type { ChangingApplications } from './applications.ts'
import {
  createApplications,
  createChangingApplications,
  createOpenApplications,
} from './applications.ts'
import { createIntake } from './createIntake.ts'
import type { SpoolOptions } from './eventWriter.ts'
import { createEventWriter } from './eventWriter.ts'
import { openGeo } from './geo.ts'
import { createGroupCommit, GROUP_COMMIT_LIMITS } from './groupCommit.ts'
import type { IntakeRouteDeps } from './intakeRoutes.ts'
import type { DeclaredApplication } from './readApplications.ts'
import { readApplications } from './readApplications.ts'
import { createBodyBudget, HELD_BYTES } from './readBody.ts'
import { createUserAgentReader } from './userAgent.ts'
import type { ReadVisitor } from './visitor.ts'
import { createVisitorReader } from './visitor.ts'

export interface IntakeOptions {
  /** A JSON file; empty: any application may send. */
  applications: string
  retentionDays: number
  /** Requests a second from one address; 0: no limit. */
  addressRate: number
  ip: AddressMode
  /** An `.mmdb` file; empty: no place is looked up. */
  geo: string
}

/** Rules of the intake: which applications may send, and which attributes of a visitor are stored. */
export interface IntakeRules {
  /** Those of the operator's file; `undefined` without a file. */
  fileApplications: readonly DeclaredApplication[] | undefined
  applications: ChangingApplications
  admission: Admission
  readVisitor: ReadVisitor
}

/** Reads the operator's files. Throws a `StartProblem`, and so comes before anything is opened. */
export function readIntakeRules(options: IntakeOptions, monotonic: () => number): IntakeRules {
  const { retentionDays, addressRate, ip, geo } = options
  const fileApplications =
    options.applications === ''
      ? undefined
      : readApplications(resolve(options.applications), retentionDays)
  const applications = createChangingApplications(
    fileApplications === undefined
      ? createOpenApplications(retentionDays)
      : createApplications(fileApplications),
  )
  return {
    fileApplications,
    applications,
    admission: createAdmission({
      applications,
      requestsPerAddress: addressRate,
      now: monotonic,
    }),
    readVisitor: createVisitorReader({
      addressMode: ip,
      readGeo: geo === '' ? () => ({}) : openGeo(geo),
    }),
  }
}

export interface IntakeStartDeps {
  rules: Pick<IntakeRules, 'admission' | 'readVisitor'>
  options: SpoolOptions
  store: Pick<Store, 'writeEvents' | 'probe' | 'startFailure'>
  metrics: Pick<Metrics, 'watch' | 'timeCommit' | 'countLines' | 'countRefusal'>
  /** ms since the epoch. */
  now(): number
  monotonic(): number
  report(message: string, error?: unknown): void
}

export interface RunningIntake {
  routes: IntakeRouteDeps
  /** True while acknowledged events are not in the store yet. */
  hasBacklog(): boolean
  /** `undefined` while events can be taken. */
  whyNotReady(): Promise<NotReady | undefined>
  /** Writes what waits in memory. */
  flush(): Promise<void>
  /** Ends the replay of the spool. */
  stop(): Promise<void>
}

/** Joins what a body goes through: admission → lines → points → rows → group commit → store, or else the spool. */
export function startIntake(deps: IntakeStartDeps): RunningIntake {
  const { rules, options, store, metrics, now, monotonic, report } = deps
  const events = createEventWriter({ store, options, metrics, report })
  const storeHealth = createStoreHealth({
    isFailing: store.startFailure !== undefined,
    probe: events.probe,
    now: monotonic,
  })
  const groupCommit = createGroupCommit<StoredRow>({
    write: (rows) => metrics.timeCommit(() => storeHealth.watch(() => events.write(rows))),
    limits: GROUP_COMMIT_LIMITS,
    now: monotonic,
  })
  const intake = createIntake({
    toRow: (point) => toStoredRow(toEventRow(point)),
    store: groupCommit.add,
    ...rules,
    readUserAgent: createUserAgentReader(),
    count: metrics.countLines,
    now,
  })
  const budget = createBodyBudget(HELD_BYTES)
  metrics.watch('rum_queue_rows', 'Events that wait for the disk', () => groupCommit.queued.rows)
  metrics.watch('rum_queue_bytes', 'Their bodies', () => groupCommit.queued.bytes)
  metrics.watch('rum_held_bytes', 'Bodies that arrive or wait for an answer', () => budget.held)

  async function whyNotReady(): Promise<NotReady | undefined> {
    if (groupCommit.queued.isFull) {
      return { errorCode: 'rum.busy', message: 'the queue is full' }
    }
    const isWritable = await storeHealth.isWritable()
    const { failure } = events
    if (failure !== undefined) {
      // Its code alone: the text has the path.
      const code = (failure as NodeJS.ErrnoException).code ?? 'see the log'
      return { errorCode: 'rum.storeFailed', message: `the spool cannot be used (${code})` }
    }
    return isWritable
      ? undefined
      : { errorCode: 'rum.storeFailed', message: 'the last write failed: see the log' }
  }

  return {
    routes: {
      intake,
      budget,
      countRefusal: metrics.countRefusal,
      countDropped: () => metrics.countLines('dropped', 1),
    },
    hasBacklog: events.hasBacklog,
    whyNotReady,
    flush: groupCommit.flush,
    stop: events.stop,
  }
}
