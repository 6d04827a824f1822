import { resolve } from 'node:path'
import { StartProblem } from '../core/startProblem.ts'
import { freezeTables } from '../store/freezeTables.ts'
import type { Store } from '../store/openStore.ts'
import { hasRoomForSocket, listenForControl } from './controlSocket.ts'
import { removeLeftovers, writeBackup } from './writeBackup.ts'

export interface BackupDeps {
  store: Pick<Store, 'maintain'>
  options: {
    data: string
    /** Empty for the embedded engine. */
    clickhouseUrl: string
  }
  report(message: string, error?: unknown): void
}

/** @returns what closes the socket that the `backup` command asks */
export async function listenForBackups({
  store,
  options,
  report,
}: BackupDeps): Promise<(() => void) | undefined> {
  const data = resolve(options.data)
  const isRemote = options.clickhouseUrl !== ''
  await removeLeftovers(data).catch((error) =>
    report(
      'Files of a killed backup in shadow/ could not be removed; they take room on the disk. Remove them while no backup runs.',
      error,
    ),
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
    report(
      'The control socket could not be made; backups work only while the collector is stopped. Shorten the path of --data, or free its disk.',
    )
  }
  return close
}
