import type { ClickHouseClient } from '@clickhouse/client'
import { ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { StartProblem } from '../core/startProblem.ts'
import type { Database } from './database.ts'
import { createClusterDialect, embeddedDialect } from './dialect.ts'
import { ROW_JSON } from './storedRow.ts'

export interface ClickHouseOptions {
  /** `https://user:password@host:8443`. */
  url: string
  /** The name of a cluster in the server's configuration; empty for one server. */
  cluster: string
}

/** A server runs its readers' statements beside each other: what bounds them is what it should bear from one collector. */
const READERS = 8
/** The oldest that knows, by the documentation, every setting that is used here. Tried is 26.7 alone. */
const MINIMUM_VERSION = [24, 8] as const
const REQUEST_TIMEOUT_MS = 30_000

/** Settings of every statement to a server or cluster. */
export const SHARED_SETTINGS = {
  async_insert: 0, // an answer means that the rows are stored
  distributed_foreground_insert: 1, // … on their shard, not in a queue of the node that was asked
  distributed_product_mode: 'global', // a subquery means the same rows as on one machine
  cancel_http_readonly_queries_on_client_close: 1, // a question that nobody waits for ends with its request
  deduplicate_blocks_in_dependent_materialized_views: 1, // an insert that is tried again completes its roll-up
} as const

/** Asks a server or cluster whether it is there and can be used. Throws a `StartProblem` that says what to change. */
export async function openClickHouse({ url, cluster }: ClickHouseOptions): Promise<Database> {
  const connect: Database['connect'] = async (settings) =>
    createClient({
      url,
      request_timeout: REQUEST_TIMEOUT_MS,
      compression: { request: true, response: true },
      application: 'dataflux-rum-collector',
      json: ROW_JSON,
      // Its log would hold statements, and with them what people ask for.
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: { ...SHARED_SETTINGS, ...settings },
    })
  const client = await connectOrExplain(connect)
  try {
    await checkServer(client, cluster)
  } catch (error) {
    throw toStartProblem(error, url)
  } finally {
    await client.close()
  }
  return {
    dialect: cluster === '' ? embeddedDialect : createClusterDialect(cluster),
    readers: READERS,
    isShared: true,
    connect,
  }
}

async function connectOrExplain(connect: Database['connect']): Promise<ClickHouseClient> {
  try {
    return await connect({})
  } catch (error) {
    throw new StartProblem(`CLICKHOUSE_URL cannot be used: ${(error as Error).message}`)
  }
}

async function checkServer(client: ClickHouseClient, cluster: string): Promise<void> {
  const [server] = await select<{ version: string }>(client, 'SELECT version() AS version')
  const version = server?.version ?? ''
  if (!isRecent(version)) {
    throw new StartProblem(
      `the ClickHouse server has version ${version}: the collector needs ${MINIMUM_VERSION.join('.')} or later`,
    )
  }
  if (cluster !== '') {
    const query = 'SELECT count() AS nodes FROM system.clusters WHERE cluster = {cluster:String}'
    const [found] = await select<{ nodes: string | number }>(client, query, { cluster })
    if (Number(found?.nodes) === 0) {
      throw new StartProblem(
        `the ClickHouse server knows no cluster ${cluster}: CLICKHOUSE_CLUSTER must be a name from its system.clusters`,
      )
    }
  }
}

async function select<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: Record<string, string> = {},
): Promise<Row[]> {
  const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
  return result.json<Row>()
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [minimumMajor, minimumMinor] = MINIMUM_VERSION
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor)
}

/** ClickHouse's number for a user that it does not know or a password that is wrong. */
const AUTHENTICATION_FAILED = '516'

/** The URL holds a password: what is said of it is its host. */
function toStartProblem(error: unknown, url: string): StartProblem {
  if (error instanceof StartProblem) {
    return error
  }
  const { host, username } = new URL(url)
  if (error instanceof ClickHouseError && error.code === AUTHENTICATION_FAILED) {
    return new StartProblem(
      `the ClickHouse server at ${host} refuses the user ${username || 'default'}: check the user and the password in CLICKHOUSE_URL`,
    )
  }
  const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message
  return error instanceof ClickHouseError
    ? new StartProblem(`the ClickHouse server at ${host} cannot be used: ${error.message}`)
    : new StartProblem(
        `the ClickHouse server at ${host} does not answer (${reason}): start it, or check CLICKHOUSE_URL`,
      )
}
