import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { AccessFlags } from '../access/accessFlags.ts'
import type { AccessOptions } from '../access/accessOptions.ts'
import { checkAccessOptions } from '../access/accessOptions.ts'
import { hasRoomForSocket, listenForControl } from '../backup/controlSocket.ts'
import { removeLeftovers, writeBackup } from '../backup/writeBackup.ts'
import type { Metrics } from '../core/createMetrics.ts'
import { createMetrics } from '../core/createMetrics.ts'
import { StartProblem } from '../core/startProblem.ts'
import { VERSION } from '../core/version.ts'
import { createServer } from '../http/createServer.ts'
import { registerHealth } from '../http/healthRoute.ts'
import { registerDocs, registerOpenApi } from '../http/openApi.ts'
import type { NotReady } from '../http/operationRoutes.ts'
import { registerOperations } from '../http/operationRoutes.ts'
import { registerSecurityHeaders } from '../http/securityHeaders.ts'
import type { StaticDirectories } from '../http/staticFiles.ts'
import { registerStaticFiles } from '../http/staticFiles.ts'
import { createAdmission } from '../intake/admission.ts'
import type { Applications } from '../intake/applications.ts'
import { createApplications, createOpenApplications } from '../intake/applications.ts'
import { createIntake } from '../intake/createIntake.ts'
import type { EventWriter } from '../intake/eventWriter.ts'
import { createEventWriter } from '../intake/eventWriter.ts'
import { openGeo } from '../intake/geo.ts'
import type { GroupCommit } from '../intake/groupCommit.ts'
import { createGroupCommit, GROUP_COMMIT_LIMITS } from '../intake/groupCommit.ts'
import { registerIntake } from '../intake/intakeRoutes.ts'
import { readApplications } from '../intake/readApplications.ts'
import type { BodyBudget } from '../intake/readBody.ts'
import { createBodyBudget, HELD_BYTES } from '../intake/readBody.ts'
import { createUserAgentReader } from '../intake/userAgent.ts'
import { createVisitorReader } from '../intake/visitor.ts'
import { registerQueries } from '../query/queryRoutes.ts'
import { registerSourceMaps } from '../sourceMaps/sourceMapRoutes.ts'
import { createSourceMaps } from '../sourceMaps/sourceMaps.ts'
import { createStackResolver } from '../sourceMaps/stackResolver.ts'
import { toEventRow } from '../store/eventRow.ts'
import { freezeTables } from '../store/freezeTables.ts'
import type { Store } from '../store/openStore.ts'
import { openStore } from '../store/openStore.ts'
import type { StoredRow } from '../store/storedRow.ts'
import { toStoredRow } from '../store/storedRow.ts'
import type { StoreHealth } from '../store/storeHealth.ts'
import { createStoreHealth } from '../store/storeHealth.ts'
import { openDatabase } from './openDatabase.ts'
import type { CommandOptions } from './options.ts'
import { startAccess } from './startAccess.ts'
import { startUpkeep } from './startUpkeep.ts'

export interface CollectorOptions extends Omit<CommandOptions, keyof AccessFlags> {
  access: AccessOptions
  directories: StaticDirectories
}

export interface Collector {
  url: string
  /** For tests: answers requests without a socket. */
  server: FastifyInstance
  /** Answers what is under way, writes what waits, closes the data. A second call waits for the first. */
  stop(): Promise<void>
}

/** Starts everything and joins it: requests → intake → group commit → store → queries → answers. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const now = Date.now
  checkAccessOptions(options.access, options)
  const monotonic = (): number => performance.now()
  const admission = createAdmission({
    applications: openApplications(options),
    requestsPerAddress: options.addressRate,
    now: monotonic,
  })
  const readVisitor = createVisitorReader({
    addressMode: options.ip,
    readGeo: options.geo === '' ? () => ({}) : openGeo(options.geo),
  })
  const server = createServer(options.logLevel, options.trustedProxies)
  const store = await openStore(await openDatabase(options, (message) => server.log.warn(message)))
  const closeControl = await listenForBackups(server, store, options)
  const metrics = createMetrics()
  const events = createEventWriter({
    store,
    options,
    metrics,
    report: (message, err) => server.log.warn({ err }, message),
  })
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
    admission,
    readUserAgent: createUserAgentReader(),
    readVisitor,
    count: metrics.countLines,
    now,
  })
  if (store.startFailure !== undefined) {
    server.log.error(
      { err: store.startFailure },
      'the start could not write: reading only, for now',
    )
  }
  const budget = createBodyBudget(HELD_BYTES)
  watchQueue(metrics, groupCommit, budget)

  registerSecurityHeaders(server, options.access.publicUrl)
  await registerOpenApi(server, VERSION)
  const { audit, settings, erasures } = await startAccess(server, {
    ...options,
    options: options.access,
    store,
    now,
    monotonic,
    hasBacklog: events.hasBacklog,
  })
  registerIntake(server, { intake, budget, countRefusal: metrics.countRefusal })
  const sourceMaps = createSourceMaps(store, settings, now)
  registerSourceMaps(server, { sourceMaps, audit })
  const stacks = createStackResolver(sourceMaps)
  await registerDocs(server)
  await registerQueries(server, { store, stacks, now })
  registerHealth(server, options.clickhouseUrl === '' ? store : undefined, VERSION)
  registerOperations(server, {
    metrics,
    whyNotReady: () => whyNotReady(storeHealth, groupCommit, events),
  })
  await registerStaticFiles(server, options.directories)

  const upkeep = startUpkeep({ store, erasures, events, log: server.log })
  let stopping: Promise<void> | undefined
  async function stopOnce(): Promise<void> {
    await upkeep.stop()
    const closed = server.close() // refuses new requests, waits for those under way …
    await groupCommit.flush() // … which wait for this
    await closed
    await groupCommit.flush() // a body that was still arriving at the first flush
    await events.stop()
    await store.close()
    closeControl?.()
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

/** @returns what closes the socket that the `backup` command asks */
async function listenForBackups(
  server: FastifyInstance,
  store: Store,
  options: Pick<CollectorOptions, 'data' | 'clickhouseUrl'>,
): Promise<(() => void) | undefined> {
  const data = resolve(options.data)
  const isRemote = options.clickhouseUrl !== ''
  await removeLeftovers(data).catch((err) =>
    server.log.warn({ err }, 'what a killed backup has left in shadow/ could not be removed'),
  )
  const close = await listenForControl(data, {
    backup: (destination) =>
      writeBackup(
        { data, freeze: (name) => store.maintain((writer) => freezeTables(writer, name)) },
        destination,
      ),
  })
  if (close === undefined && isRemote && !hasRoomForSocket(data)) {
    // The socket is what keeps a second collector from replaying the same spool; the embedded engine has a lock.
    throw new StartProblem(
      `the path of --data is too long, so that a second collector could use its spool unnoticed: choose one of 90 bytes or fewer, not ${data}`,
    )
  }
  if (close === undefined) {
    server.log.warn(
      'no control socket (the path of --data is too long, or its disk full): backups only while stopped',
    )
  }
  return close
}

function watchQueue(
  metrics: Metrics,
  groupCommit: Pick<GroupCommit<StoredRow>, 'queued'>,
  budget: BodyBudget,
): void {
  metrics.watch('rum_queue_rows', 'Events that wait for the disk', () => groupCommit.queued.rows)
  metrics.watch('rum_queue_bytes', 'Their bodies', () => groupCommit.queued.bytes)
  metrics.watch('rum_held_bytes', 'Bodies that arrive or wait for an answer', () => budget.held)
}

async function whyNotReady(
  storeHealth: StoreHealth,
  groupCommit: Pick<GroupCommit<StoredRow>, 'queued'>,
  events: Pick<EventWriter, 'failure'>,
): Promise<NotReady | undefined> {
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

function openApplications({ applications, retentionDays }: CollectorOptions): Applications {
  return applications === ''
    ? createOpenApplications(retentionDays)
    : createApplications(readApplications(resolve(applications), retentionDays))
}

function toListenProblem(error: unknown, { host, port }: CollectorOptions): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartProblem(`port ${port} is in use: choose another with --port`)
    case 'EACCES':
      return new StartProblem(`port ${port} needs more rights: choose one above 1023 with --port`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN': // a name that no server knows, where none can be asked
    case 'EAI_FAIL':
    case 'EINVAL':
      return new StartProblem(`${host} is no address of this machine: choose another with --host`)
    default:
      return error
  }
}
