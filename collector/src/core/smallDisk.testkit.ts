import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { makeDirectory } from '../app/collector.testkit.ts'

/** A file system of its own, small enough to be filled. */
export interface SmallDisk {
  path: string
  /** Leaves no byte. */
  fill(): void
  /** Removes what filled it. */
  empty(): void
  /** Makes it read-only, also for root. Nothing on it may be open for writing. */
  setReadOnly(isReadOnly: boolean): void
  remove(): void
}

/** Mounts one. @returns the reason where this process may not */
export function makeSmallDisk(megabytes: number): SmallDisk | string {
  const directory = makeDirectory()
  const { path } = directory
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path)
  } catch (error) {
    directory.remove()
    return `a file system of its own cannot be mounted here (${String((error as Error).message).split('\n', 1)[0]})`
  }
  const filler = join(path, 'filler')
  return {
    path,
    fill: () => fillDisk(path, filler),
    empty: () => rmSync(filler, { force: true }),
    setReadOnly: (isReadOnly) => mount('-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, path),
    remove() {
      execFileSync('umount', ['-l', path])
      directory.remove()
    },
  }
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' })
}

function fillDisk(path: string, filler: string): void {
  const file = openSync(filler, 'a')
  try {
    for (
      let { bavail, bsize } = statfsSync(path);
      bavail > 0;
      { bavail, bsize } = statfsSync(path)
    ) {
      writeSync(file, Buffer.alloc(Math.min(bavail * bsize, 2 ** 20)))
    }
  } finally {
    closeSync(file)
  }
}
