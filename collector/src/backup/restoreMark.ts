import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { StartProblem } from '../core/startProblem.ts'

/** In a data directory from before the first byte of a restore until after its last. */
const MARK = 'restore-unfinished.txt'

export function markRestore(data: string, source: string): void {
  mkdirSync(data, { recursive: true, mode: 0o700 }) // it holds personal data
  const file = openSync(join(data, MARK), 'w', 0o600)
  try {
    writeSync(file, `A restore of ${source} has not finished.\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export function unmarkRestore(data: string): void {
  rmSync(join(data, MARK))
}

/** A directory with half of a backup opens like any other, and would look as if the rest had never been. */
export function refuseUnfinishedRestore(data: string): void {
  if (existsSync(join(data, MARK))) {
    throw new StartProblem(
      `a restore into ${data} has not finished: remove the directory and restore the backup again`,
    )
  }
}
