import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartProblem } from '../core/startProblem.ts'
import { VERSION } from '../core/version.ts'
import type { FrozenSchema } from '../store/freezeTables.ts'
import type { BackedUpTable, Manifest } from './manifest.ts'
import { countRows, hashFile, MANIFEST, toNothing } from './manifest.ts'

export interface BackupSummary {
  rows: number
  bytes: number
  files: number
}

export interface BackupSource {
  /** Between two inserts. */
  freeze(name: string): Promise<FrozenSchema>
  /** The data directory. */
  data: string
}

const FREEZE_NAME = /^backup_[\da-f]{32}$/

/**
 * Writes a backup into a directory that does not exist or is empty. The intake waits for the freeze alone,
 * which takes milliseconds; the copy runs beside it.
 */
export async function writeBackup(
  { freeze, data }: BackupSource,
  destination: string,
): Promise<BackupSummary> {
  await makeEmpty(destination)
  const name = `backup_${randomUUID().replaceAll('-', '')}`
  const shadow = join(data, 'shadow', name)
  const summary: BackupSummary = { rows: 0, bytes: 0, files: 0 }
  try {
    const frozen = await freeze(name)
    const tables: BackedUpTable[] = []
    for (const { folder, ...table } of frozen.tables) {
      const source = join(shadow, 'store', folder)
      const target = join(destination, 'tables', table.name)
      const files = folder === '' ? {} : await copyAll(source, target, summary)
      const rows = folder === '' ? 0 : await countRows(source)
      summary.rows += rows
      tables.push({ ...table, rows, files })
    }
    await writeManifest(destination, frozen.schema, tables)
  } catch (error) {
    await rm(destination, { recursive: true, force: true }) // half a backup is none
    throw error
  } finally {
    await rm(shadow, { recursive: true, force: true })
  }
  return summary
}

/** Removes what a killed backup has left: hard links that keep deleted rows on the disk. Never while one is under way. */
export async function removeLeftovers(data: string): Promise<void> {
  const shadow = join(data, 'shadow')
  for (const name of await readdir(shadow).catch(toNothing)) {
    if (FREEZE_NAME.test(name)) {
      await rm(join(shadow, name), { recursive: true, force: true })
    }
  }
}

async function makeEmpty(destination: string): Promise<void> {
  try {
    await mkdir(destination, { recursive: true, mode: 0o700 }) // it holds personal data
    if ((await readdir(destination)).length === 0) {
      return
    }
  } catch (error) {
    throw new StartProblem(`${destination} cannot be written: ${(error as Error).message}`)
  }
  throw new StartProblem(`${destination} is not empty: a backup needs a directory of its own`)
}

/** @returns the checksum of each copy, as it was read back, by its path */
async function copyAll(
  source: string,
  destination: string,
  summary: BackupSummary,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const options = { recursive: true, withFileTypes: true } as const
  const entries = await readdir(source, options).catch(toNothing)
  for (const entry of entries.filter((found) => found.isFile())) {
    const from = join(entry.parentPath, entry.name)
    const path = from.slice(source.length + 1)
    const to = join(destination, path)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 }) // the destination may be open to all
    await copyFile(from, to)
    summary.bytes += await sync(to)
    summary.files++
    files[path] = await hashFile(from)
  }
  return files
}

/** Syncs a file and keeps it from others. @returns its size */
async function sync(path: string): Promise<number> {
  const file = await open(path)
  try {
    await file.chmod(0o600)
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

async function writeManifest(
  directory: string,
  schema: number,
  tables: BackedUpTable[],
): Promise<void> {
  const manifest: Manifest = {
    format: 1,
    schema,
    version: VERSION,
    createdAt: new Date().toISOString(),
    tables,
  }
  const path = join(directory, MANIFEST)
  await writeFile(path, JSON.stringify(manifest, undefined, 1), { mode: 0o600 })
  await sync(path)
}
