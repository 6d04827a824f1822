import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { AcceptedPoint } from './acceptedPoint.ts'
import type { LogLevel } from './http/createServer.ts'
import { createServer } from './http/createServer.ts'
import { registerHealth } from './http/healthRoute.ts'
import type { StaticDirectories } from './http/staticFiles.ts'
import { registerStaticFiles } from './http/staticFiles.ts'
import { createIntake } from './intake/createIntake.ts'
import { createGroupCommit, GROUP_COMMIT_LIMITS } from './intake/groupCommit.ts'
import { registerIntake } from './intake/intakeRoutes.ts'
import { createUserAgentReader } from './intake/userAgent.ts'
import { registerQueries } from './query/queryRoutes.ts'
import { StartProblem } from './startProblem.ts'
import { openChdb } from './store/chdb.ts'
import { embeddedDialect } from './store/dialect.ts'
import type { EventRow } from './store/eventRow.ts'
import { toEventRow } from './store/eventRow.ts'
import { openStore } from './store/openStore.ts'
import { VERSION } from './version.ts'

export interface CollectorOptions {
  host: string
  /** 0: any free port. */
  port: number
  /** The directory that holds the data; made if it is missing. */
  data: string
  retentionDays: number
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
  const { retentionDays } = options
  const now = Date.now
  const openConnection = await openChdb(resolve(options.data))
  const store = await openStore(openConnection, embeddedDialect)
  const groupCommit = createGroupCommit({
    write: store.writeEvents,
    limits: GROUP_COMMIT_LIMITS,
    now: () => performance.now(),
  })
  const toRows = (points: readonly AcceptedPoint[]): EventRow[] =>
    points.map((point) => toEventRow(point, retentionDays))
  const intake = createIntake({
    store: (points, bytes) => groupCommit.add(toRows(points), bytes),
    readUserAgent: createUserAgentReader(),
    now,
    retentionDays,
  })
  const server = createServer(options.logLevel)
  const checkpoints = setInterval(() => {
    store.checkpoint().catch((err) => server.log.error({ err }, 'no checkpoint was made'))
  }, CHECKPOINT_INTERVAL_MS)

  registerIntake(server, intake)
  registerQueries(server, { store, now })
  registerHealth(server, store, VERSION)
  await registerStaticFiles(server, options.directories)

  let stopping: Promise<void> | undefined
  async function stopOnce(): Promise<void> {
    clearInterval(checkpoints)
    const closed = server.close() // refuses new requests, waits for those under way …
    await groupCommit.flush() // … which wait for this
    await closed
    await groupCommit.flush() // a body that was still arriving at the first flush
    await store.close()
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
