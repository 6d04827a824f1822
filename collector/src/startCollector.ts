import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { LogLevel } from './http/createServer.ts'
import { createServer } from './http/createServer.ts'
import { registerHealth } from './http/healthRoute.ts'
import type { NotReady } from './http/operationRoutes.ts'
import { registerOperations } from './http/operationRoutes.ts'
import type { StaticDirectories } from './http/staticFiles.ts'
import { registerStaticFiles } from './http/staticFiles.ts'
import { createAdmission } from './intake/admission.ts'
import type { Applications } from './intake/applications.ts'
import { createApplications, createOpenApplications } from './intake/applications.ts'
import type { AddressMode } from './intake/clientAddress.ts'
import { createIntake } from './intake/createIntake.ts'
import { openGeo } from './intake/geo.ts'
import type { GroupCommit } from './intake/groupCommit.ts'
import { createGroupCommit, GROUP_COMMIT_LIMITS } from './intake/groupCommit.ts'
import { registerIntake } from './intake/intakeRoutes.ts'
import type { BodyBudget } from './intake/readBody.ts'
import { createBodyBudget, HELD_BYTES } from './intake/readBody.ts'
import { createUserAgentReader } from './intake/userAgent.ts'
import { createVisitorReader } from './intake/visitor.ts'
import type { Metrics } from './metrics/createMetrics.ts'
import { createMetrics } from './metrics/createMetrics.ts'
import { registerQueries } from './query/queryRoutes.ts'
import { readApplications } from './readApplications.ts'
import { StartProblem } from './startProblem.ts'
import { openChdb } from './store/chdb.ts'
import { embeddedDialect } from './store/dialect.ts'
import type { EventRow } from './store/eventRow.ts'
import { toEventRow } from './store/eventRow.ts'
import { openStore } from './store/openStore.ts'
import type { StoreHealth } from './store/storeHealth.ts'
import { createStoreHealth } from './store/storeHealth.ts'
import { VERSION } from './version.ts'

export interface CollectorOptions {
  host: string
  /** 0: any free port. */
  port: number
  /** The directory that holds the data; made if it is missing. */
  data: string
  retentionDays: number
  /** A JSON file; empty: any application may send. */
  applications: string
  trustedProxies: readonly string[]
  /** Requests a second from one address; 0: no limit. */
  addressRate: number
  addressMode: AddressMode
  /** An `.mmdb` file; empty: no place is looked up. */
  geo: string
  /** 0: half of the machine's. */
  memoryMb: number
  logLevel: LogLevel
  directories: StaticDirectories
}

export interface Collector {
  url: string
  /** For tests: answers requests without a socket. */
  server: FastifyInstance
  /** Answers what is under way, writes what waits, closes the data. A second call waits for the first. */
  stop(): Promise<void>
}

/** A start after a kill rolls up the events since the last checkpoint again, and ten minutes more. */
const CHECKPOINT_INTERVAL_MS = 60_000

/** Starts everything and joins it: requests → intake → group commit → store → queries → answers. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const now = Date.now
  const monotonic = (): number => performance.now()
  const admission = createAdmission({
    applications: openApplications(options),
    requestsPerAddress: options.addressRate,
    now: monotonic,
  })
  const readVisitor = createVisitorReader({
    addressMode: options.addressMode,
    readGeo: options.geo === '' ? () => ({}) : openGeo(options.geo),
  })
  const openConnection = await openChdb(resolve(options.data), {
    memoryBytes: options.memoryMb > 0 ? options.memoryMb * 2 ** 20 : halfOfTheMachine(),
  })
  const store = await openStore(openConnection, embeddedDialect)
  const storeHealth = createStoreHealth({
    isFailing: store.startFailure !== undefined,
    probe: store.probe,
    now: monotonic,
  })
  const metrics = createMetrics()
  const groupCommit = createGroupCommit<EventRow>({
    write: (rows) => metrics.timeCommit(() => storeHealth.watch(() => store.writeEvents(rows))),
    limits: GROUP_COMMIT_LIMITS,
    now: monotonic,
  })
  const intake = createIntake({
    store: (points, bytes) => groupCommit.add(points.map(toEventRow), bytes),
    admission,
    readUserAgent: createUserAgentReader(),
    readVisitor,
    count: metrics.countLines,
    now,
  })
  const server = createServer(options.logLevel, options.trustedProxies)
  if (store.startFailure !== undefined) {
    server.log.error(
      { err: store.startFailure },
      'the start could not write: reading only, for now',
    )
  }
  const checkpoints = setInterval(() => {
    store.checkpoint().catch((err) => server.log.error({ err }, 'no checkpoint was made'))
  }, CHECKPOINT_INTERVAL_MS)

  const budget = createBodyBudget(HELD_BYTES)
  watchQueue(metrics, groupCommit, budget)

  registerIntake(server, { intake, budget, countRefusal: metrics.countRefusal })
  registerQueries(server, { store, now })
  registerHealth(server, store, VERSION)
  registerOperations(server, {
    metrics,
    whyNotReady: () => whyNotReady(storeHealth, groupCommit),
  })
  await registerStaticFiles(server, options.directories)

  let stopping: Promise<void> | undefined
  async function stopOnce(): Promise<void> {
    clearInterval(checkpoints)
    const closed = server.close() // refuses new requests, waits for those under way …
    await groupCommit.flush() // … which wait for this
    await closed
    await groupCommit.flush() // a body that was still arriving at the first flush
    await store.close()
    metrics.stop()
  }
  function stop(): Promise<void> {
    stopping ??= stopOnce()
    return stopping
  }

  try {
    const url = await server.listen({ host: options.host, port: options.port })
    return { url, server, stop }
  } catch (error) {
    await stop()
    throw toListenProblem(error, options)
  }
}

function watchQueue(
  metrics: Metrics,
  groupCommit: Pick<GroupCommit<EventRow>, 'queued'>,
  budget: BodyBudget,
): void {
  metrics.watch('rum_queue_rows', 'Events that wait for the disk', () => groupCommit.queued.rows)
  metrics.watch('rum_queue_bytes', 'Their bodies', () => groupCommit.queued.bytes)
  metrics.watch('rum_held_bytes', 'Bodies that arrive or wait for an answer', () => budget.held)
}

async function whyNotReady(
  storeHealth: StoreHealth,
  groupCommit: Pick<GroupCommit<EventRow>, 'queued'>,
): Promise<NotReady | undefined> {
  if (groupCommit.queued.isFull) {
    return { errorCode: 'rum.busy', message: 'the queue is full' }
  }
  return (await storeHealth.isWritable())
    ? undefined
    : { errorCode: 'rum.storeFailed', message: 'the last write failed: see the log' }
}

function openApplications({ applications, retentionDays }: CollectorOptions): Applications {
  return applications === ''
    ? createOpenApplications(retentionDays)
    : createApplications(readApplications(resolve(applications), retentionDays))
}

/** A container's limit is what counts where there is one; without, Node gives a number beyond any machine. */
function halfOfTheMachine(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2
}

function toListenProblem(error: unknown, { host, port }: CollectorOptions): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartProblem(`port ${port} is in use: choose another with --port`)
    case 'EACCES':
      return new StartProblem(`port ${port} needs more rights: choose one above 1023 with --port`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(`${host} is no address of this machine: choose another with --host`)
    default:
      return error
  }
}
