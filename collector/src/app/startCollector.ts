import type { FastifyInstance } from 'fastify'
import type { AccessFlags } from '../access/accessFlags.ts'
import type { AccessOptions } from '../access/accessOptions.ts'
import { checkAccessOptions } from '../access/accessOptions.ts'
import { accessPlugin } from '../access/accessPlugin.ts'
import { createAccess } from '../access/createAccess.ts'
import { alertsPlugin } from '../alerts/alertsPlugin.ts'
import { startAlerts } from '../alerts/startAlerts.ts'
import { listenForBackups } from '../backup/listenForBackups.ts'
import { createMetrics } from '../core/createMetrics.ts'
import { VERSION } from '../core/version.ts'
import { createErasures } from '../erasure/erasure.ts'
import { erasurePlugin } from '../erasure/erasurePlugin.ts'
import { createSessionDeletion } from '../erasure/sessionDeletion.ts'
import { createServer } from '../http/createServer.ts'
import { filesPlugin } from '../http/filesPlugin.ts'
import { httpPlugin } from '../http/httpPlugin.ts'
import { operationsPlugin } from '../http/operationsPlugin.ts'
import type { StaticDirectories } from '../http/staticFiles.ts'
import { applicationsPlugin } from '../intake/applicationsPlugin.ts'
import { intakePlugin } from '../intake/intakePlugin.ts'
import { startApplications } from '../intake/startApplications.ts'
import { readIntakeRules, startIntake } from '../intake/startIntake.ts'
import { queryPlugin } from '../query/queryPlugin.ts'
import { removePrivateDocuments } from '../query/removePrivateDocuments.ts'
import { createRuleMeasures } from '../query/ruleMeasures/createRuleMeasures.ts'
import { createSourceMaps } from '../sourceMaps/sourceMaps.ts'
import { sourceMapsPlugin } from '../sourceMaps/sourceMapsPlugin.ts'
import { createStackResolver } from '../sourceMaps/stackResolver.ts'
import { createMapSweep } from '../sourceMaps/sweepMaps.ts'
import { createDocuments } from '../store/documents.ts'
import { openStore } from '../store/openStore.ts'
import { createSettings } from '../store/settings.ts'
import { openDatabase } from './openDatabase.ts'
import type { CommandOptions } from './options.ts'
import { startUpkeep } from './startUpkeep.ts'
import { toListenProblem } from './toListenProblem.ts'

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

/**
 * Starts everything and joins it, from the bottom up: the picture in `docs/architecture.md`. Areas hand nothing to each
 * other but what stands here.
 */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  checkAccessOptions(options.access, options)
  const clock = { now: Date.now, monotonic: () => performance.now() }
  const rules = readIntakeRules(options, clock.monotonic)
  const server = createServer(options.logLevel, options.trustedProxies)
  const report = (message: string, err?: unknown): void => server.log.warn({ err }, message)
  const isRemote = options.clickhouseUrl !== ''

  const store = await openStore(await openDatabase(options, report))
  if (store.startFailure !== undefined) {
    server.log.error(
      { err: store.startFailure },
      'the start could not write: reading only, for now',
    )
  }
  const settings = createSettings(
    { query: store.querySmall, insert: store.insert, deleteRows: store.deleteRows },
    clock,
  )
  const documents = createDocuments(store, clock)
  // Before the intake: the socket tells a second collector that the spool is in use.
  const closeControl = await listenForBackups({ store, options, report })

  const { applications, stop: stopApplications } = await startApplications({
    settings,
    rules,
    options,
    isShared: isRemote,
    now: clock.now,
    report,
  })
  const metrics = createMetrics()
  const intake = startIntake({ rules, options, store, metrics, ...clock, report })
  const { trustedProxies } = options
  const access = createAccess({
    store,
    settings,
    options: options.access,
    trustedProxies,
    forgetUser: (name) => removePrivateDocuments(documents, name),
    ...clock,
  })
  const { audit } = access
  const erasures = createErasures({
    deletion: createSessionDeletion(store),
    settings,
    audit,
    isShared: isRemote,
    now: clock.now,
    report,
  })
  const sourceMaps = createSourceMaps(store, settings, clock.now)
  const stacks = createStackResolver(sourceMaps)
  const { alerts, stop: stopAlerts } = startAlerts({
    settings,
    createRuleMeasures,
    store,
    targets: options.alertTargets,
    publicUrl: options.access.publicUrl,
    isShared: isRemote,
    now: clock.now,
    report,
  })

  await server.register(httpPlugin, { publicUrl: options.access.publicUrl, version: VERSION })
  await server.register(accessPlugin, access)
  await server.register(intakePlugin, intake.routes)
  await server.register(applicationsPlugin, { applications, audit })
  await server.register(erasurePlugin, { erasures, hasBacklog: intake.hasBacklog })
  await server.register(sourceMapsPlugin, { sourceMaps, audit })
  await server.register(alertsPlugin, { alerts, audit })
  await server.register(queryPlugin, { store, documents, stacks, now: clock.now })
  await server.register(operationsPlugin, {
    store: isRemote ? undefined : store,
    version: VERSION,
    metrics,
    whyNotReady: intake.whyNotReady,
  })
  await server.register(filesPlugin, options.directories)

  const sweepMaps = createMapSweep({
    store,
    sourceMaps,
    retentionDays: options.retentionDays,
    now: clock.now,
    report: (message) => server.log.info(message),
  })
  const { hasBacklog } = intake
  const upkeep = startUpkeep({ store, erasures, sweepMaps, hasBacklog, log: server.log })
  let stopping: Promise<void> | undefined
  async function stopOnce(): Promise<void> {
    await upkeep.stop()
    stopApplications()
    await stopAlerts()
    const closed = server.close() // refuses new requests, waits for those under way …
    await intake.flush() // … which wait for this
    await closed
    await intake.flush() // a body that was still arriving at the first flush
    await intake.stop()
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
