import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import { refuseUnfinishedRestore } from '../backup/restoreMark.ts'
import { StartProblem } from '../core/startProblem.ts'
import { openChdb } from '../store/chdb.ts'
import { openClickHouse } from '../store/clickHouse.ts'
import type { Database } from '../store/database.ts'
import { embeddedDatabase } from '../store/database.ts'
import type { CommandOptions } from './options.ts'

export type DatabaseOptions = Pick<
  CommandOptions,
  'data' | 'memoryMb' | 'clickhouseUrl' | 'clickhouseCluster'
>

/**
 * The database that the options name: a ClickHouse server, or the engine in this process.
 *
 * @param report - told what had to be repaired
 */
export async function openDatabase(
  options: DatabaseOptions,
  report: (message: string) => void,
): Promise<Database> {
  const { data, memoryMb, clickhouseUrl: url, clickhouseCluster: cluster } = options
  if (url !== '') {
    return openClickHouse({ url, cluster })
  }
  if (cluster !== '') {
    throw new StartProblem('CLICKHOUSE_CLUSTER needs CLICKHOUSE_URL, a node of that cluster')
  }
  refuseUnfinishedRestore(resolve(data))
  const memoryBytes = memoryMb > 0 ? memoryMb * 2 ** 20 : halfOfTheMachine()
  return embeddedDatabase(await openChdb(resolve(data), { memoryBytes }, report))
}

/** A container's limit is what counts where there is one; without, Node gives a number beyond any machine. */
function halfOfTheMachine(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2
}
