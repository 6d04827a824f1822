import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandOptions } from '../app/options.ts'
import { askRunning } from '../backup/controlSocket.ts'
import { restoreBackup } from '../backup/restoreBackup.ts'
import { refuseUnfinishedRestore } from '../backup/restoreMark.ts'
import type { BackupSummary } from '../backup/writeBackup.ts'
import { writeBackup } from '../backup/writeBackup.ts'
import { StartProblem } from '../core/startProblem.ts'
import { openChdb } from '../store/chdb.ts'
import { freezeTables } from '../store/freezeTables.ts'

type BackupOptions = Pick<CommandOptions, 'data' | 'clickhouseUrl'>

/** `backup DIRECTORY`: through the collector that runs on the data directory, or without one. @returns what to print */
export async function runBackup(directory: string, options: BackupOptions): Promise<string> {
  const [data, destination] = toPaths('backup', directory, options)
  const summary =
    (await askRunning<BackupSummary>(data, 'backup', destination)) ??
    (await backUpStopped(data, destination))
  const megabytes = (summary.bytes / 2 ** 20).toFixed(1)
  return `backed up ${summary.rows} rows, ${megabytes} MiB in ${summary.files} files, to ${destination}`
}

/** `restore DIRECTORY`: into a data directory that is empty or not there. @returns what to print */
export async function runRestore(directory: string, options: BackupOptions): Promise<string> {
  const [data, source] = toPaths('restore', directory, options)
  const rows = await restoreBackup(source, data)
  return `restored ${rows} rows into ${data}`
}

function toPaths(command: string, directory: string, options: BackupOptions): [string, string] {
  if (options.clickhouseUrl !== '') {
    throw new StartProblem(
      `${command} is for the embedded engine: a ClickHouse server has BACKUP and RESTORE of its own, see docs/scale.md`,
    )
  }
  return [resolve(options.data), resolve(directory)]
}

async function backUpStopped(data: string, destination: string): Promise<BackupSummary> {
  if (!existsSync(data)) {
    throw new StartProblem(`there is no data directory ${data}: name it with --data`)
  }
  refuseUnfinishedRestore(data)
  const open = await openChdb(data)
  const client = open() // as it is: a backup before an upgrade must not upgrade
  try {
    return await writeBackup({ data, freeze: (name) => freezeTables(client, name) }, destination)
  } finally {
    await client.close()
  }
}
