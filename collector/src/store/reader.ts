import { setTimeout as wait } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import type { QueryParameters } from './openStore.ts'

/** A connection for questions. It runs one statement at a time. */
export interface Reader {
  /** The `log_comment` of its statements. */
  name: string
  client: ClickHouseClient
}

export interface ReaderDeps {
  reader: Reader
  /** Ends what a reader runs. `undefined`: a server does so when its request is closed. */
  endStatement: ((reader: string) => Promise<void>) | undefined
}

export interface Question {
  sql: string
  parameters: QueryParameters
  signal: AbortSignal | undefined
}

/** A statement that has just been given to the engine is not in its list yet: it is asked again after this. */
const END_AGAIN_MS = 100

/**
 * Asks one question. Rejects with the signal's reason once it is aborted, and settles only when the engine has ended
 * the statement, so that the reader is free.
 */
export async function askReader<Row>(
  { reader, endStatement }: ReaderDeps,
  { sql, parameters, signal }: Question,
): Promise<Row[]> {
  let isRunning = true
  async function end(): Promise<void> {
    while (isRunning && endStatement !== undefined) {
      await endStatement(reader.name).catch(() => undefined) // then the time limit of the reader ends it
      await wait(END_AGAIN_MS)
    }
  }
  let ending: Promise<void> | undefined
  const abandon = (): void => {
    ending = end()
  }
  signal?.addEventListener('abort', abandon, { once: true })
  try {
    const result = await reader.client.query({
      query: sql,
      query_params: parameters,
      format: 'JSONEachRow',
      // The embedded engine would run on behind the back of whoever uses the connection next.
      ...(endStatement === undefined && signal !== undefined && { abort_signal: signal }),
    })
    return await result.json<Row>()
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error
  } finally {
    isRunning = false
    signal?.removeEventListener('abort', abandon)
    await ending // or it would end the reader's next statement
  }
}
