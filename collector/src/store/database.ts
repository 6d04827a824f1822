import type { ClickHouseClient } from '@clickhouse/client'
import type { OpenConnection } from './chdb.ts'
import type { Dialect } from './dialect.ts'
import { embeddedDialect } from './dialect.ts'

/** Settings of a connection, in the order in which they are made. */
export type ConnectionSettings = Readonly<Record<string, string | number>>

/** What holds the schema: the engine in this process, a server, or a cluster. */
export interface Database {
  dialect: Dialect
  /** Opens a connection whose every statement has these settings. */
  connect(settings: ConnectionSettings): Promise<ClickHouseClient>
  /** Connections that read at a time. */
  readers: number
  /**
   * Whether other collectors may write to it as well, and it may go on when this one ends. Then an insert
   * without an answer is tried again with the same token, instead of repaired at the next start.
   */
  isShared: boolean
}

/**
 * So that a long query holds up neither the health check nor the next query's preparation. More would not
 * help: chDB 3.4 binds parameters process-wide and runs such statements one after another (four of 0.5 s on
 * four connections take 2.0 s; without parameters 0.5 s).
 */
const EMBEDDED_READERS = 3

export function embeddedDatabase(open: OpenConnection): Database {
  return {
    dialect: embeddedDialect,
    readers: EMBEDDED_READERS,
    isShared: false,
    async connect(settings) {
      const client = open()
      // Made once: here settings become part of the connection.
      for (const [name, value] of Object.entries(settings)) {
        const literal = typeof value === 'string' ? `'${value}'` : value
        await client.command({ query: `SET ${name} = ${literal}` })
      }
      return client
    },
  }
}
