import type { ClickHouseClient } from '@clickhouse/client'
import type { OpenConnection } from './chdb.ts'
import type { Dialect } from './dialect.ts'
import { embeddedDialect } from './dialect.ts'
import { openWithParameters } from './embeddedClient.ts'

/** Settings of a connection, in the order in which they are made. */
export type ConnectionSettings = Readonly<Record<string, string | number>>

/** Place that holds the schema: the engine in this process, a server, or a cluster. */
export interface Database {
  dialect: Dialect
  /** Opens a connection whose every statement has these settings. */
  connect(settings: ConnectionSettings): Promise<ClickHouseClient>
  /** Connections for questions. */
  readers: number
  /**
   * Other collectors may write to it as well, and it may go on when this one ends. Then an insert
   * without an answer is tried again with the same token, instead of repaired at the next start.
   */
  isShared: boolean
}

/** Questions that run at a time: more would share the same few cores, and each may take memory. */
const EMBEDDED_READERS = 3

/** Values are part of the statement's text here: the list of a session's ids may be long. */
const EMBEDDED_SETTINGS: ConnectionSettings = { max_query_size: 64 * 2 ** 20 }

export function embeddedDatabase(open: OpenConnection): Database {
  return {
    dialect: embeddedDialect,
    readers: EMBEDDED_READERS,
    isShared: false,
    async connect(settings) {
      const client = openWithParameters(open)
      // Made once: here settings become part of the connection.
      for (const [name, value] of Object.entries({ ...EMBEDDED_SETTINGS, ...settings })) {
        const literal = typeof value === 'string' ? `'${value}'` : value
        await client.command({ query: `SET ${name} = ${literal}` })
      }
      return client
    },
  }
}
