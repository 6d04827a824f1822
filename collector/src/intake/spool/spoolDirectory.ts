import { readdirSync, rmSync, statSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StartProblem } from '../../core/startProblem.ts'

/** Rows that were written together, and the token under which the database knows them. */
export interface Batch<Row> {
  token: string
  rows: readonly Row[]
}

export interface SpoolLimits {
  bytes: number
  ageMs: number
}

/** Batches on the disk, in their order, until the database takes them. */
export interface SpoolDirectory<Row> {
  /** Resolves when the batch is synced. Throws a `SpoolFull`. */
  append(batch: Batch<Row>): Promise<void>
  /** The name of the oldest batch. Deletes those that are too old to be of use. */
  findOldest(): Promise<string | undefined>
  /**
   * `undefined`: it is there and no batch, and never will be one. Rejects where the disk or the process cannot read it now.
   */
  read(name: string): Promise<Batch<Row> | undefined>
  /** Rejects where an append would, for another reason than its bytes. */
  probe(): Promise<void>
  remove(name: string): Promise<void>
  /** Keeps it on the disk, where an operator can look at it, until it is too old. */
  setAside(name: string): Promise<void>
  readonly held: SpoolState
}

export interface SpoolState {
  batches: number
  bytes: number
  /** ms since the epoch; 0 when it is empty. */
  oldestAt: number
  isFull: boolean
  /** Rows that were deleted for their age, or set aside, since the start. */
  droppedRows: number
}

export class SpoolFull extends Error {}

interface Entry {
  name: string
  at: number
  rows: number
  bytes: number
}

/** `000000000012-1767225600000-5000.json`: its place, when it was written, its rows. By place, since a clock may jump. */
const NAME = /^(\d{12})-(\d+)-(\d+)\.json$/
const ASIDE = '.refused'
/** Removed at the next start where a kill has left it. */
const PROBE = 'probe.part'

export function openSpoolDirectory<Row>(
  directory: string,
  limits: SpoolLimits,
  now: () => number,
): SpoolDirectory<Row> {
  const { entries, aside } = list(directory)
  let place = Number(NAME.exec(entries.at(-1)?.name ?? '')?.[1] ?? 0)
  let bytes = [...entries, ...aside].reduce((sum, entry) => sum + entry.bytes, 0)
  let droppedRows = 0

  async function append(batch: Batch<Row>): Promise<void> {
    const text = Buffer.from(JSON.stringify(batch))
    if (bytes + text.length > limits.bytes) {
      throw new SpoolFull('the spool is full, and the database is away')
    }
    place++
    const at = now()
    const name = `${String(place).padStart(12, '0')}-${at}-${batch.rows.length}.json`
    bytes += text.length
    try {
      await writeSynced(directory, name, text)
    } catch (error) {
      bytes -= text.length
      throw error
    }
    entries.push({ name, at, rows: batch.rows.length, bytes: text.length })
  }

  async function removeOld(from: Entry[], toFile: (name: string) => string): Promise<void> {
    for (const entry of from.filter(({ at }) => now() - at > limits.ageMs)) {
      await rm(join(directory, toFile(entry.name)), { force: true })
      from.splice(from.indexOf(entry), 1)
      bytes -= entry.bytes
      droppedRows += from === entries ? entry.rows : 0
    }
  }

  function take(name: string): Entry | undefined {
    const index = entries.findIndex((entry) => entry.name === name)
    return index < 0 ? undefined : entries.splice(index, 1)[0]
  }

  return {
    append,
    async findOldest() {
      await removeOld(entries, (name) => name)
      await removeOld(aside, (name) => name + ASIDE)
      return entries[0]?.name
    },
    async read(name) {
      const text = await readFile(join(directory, name), 'utf8').catch(ignoreMissing)
      try {
        return JSON.parse(text ?? '')
      } catch {
        return undefined
      }
    },
    async probe() {
      await writeSynced(directory, PROBE, Buffer.from('probe'))
      await rm(join(directory, PROBE), { force: true })
    },
    async remove(name) {
      await rm(join(directory, name), { force: true })
      bytes -= take(name)?.bytes ?? 0
    },
    async setAside(name) {
      await rename(join(directory, name), join(directory, name + ASIDE)).catch(ignoreMissing)
      const entry = take(name)
      if (entry !== undefined) {
        aside.push(entry)
        droppedRows += entry.rows
      }
    },
    get held() {
      return {
        batches: entries.length,
        bytes,
        oldestAt: entries[0]?.at ?? 0,
        isFull: bytes >= limits.bytes,
        droppedRows,
      }
    },
  }
}

function list(directory: string): { entries: Entry[]; aside: Entry[] } {
  const found: { entries: Entry[]; aside: Entry[] } = { entries: [], aside: [] }
  for (const file of listDirectory(directory).sort()) {
    const name = file.endsWith(ASIDE) ? file.slice(0, -ASIDE.length) : file
    const parts = NAME.exec(name)
    if (parts !== null) {
      const { size } = statSync(join(directory, file))
      const entry = { name, at: Number(parts[2]), rows: Number(parts[3]), bytes: size }
      ;(file === name ? found.entries : found.aside).push(entry)
    } else if (file.endsWith('.part')) {
      tryRemove(join(directory, file)) // a kill cut it off before it was acknowledged
    }
  }
  return found
}

/** Made by the first append: a disk that is read-only now keeps nobody from starting. */
function listDirectory(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return []
    }
    throw new StartProblem(`the spool ${directory} cannot be read: ${(error as Error).message}`)
  }
}

/** A file that somebody has removed is gone for good; every other error may pass. */
function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw error
  }
}

/** If it stays, it is of no use to anybody and in nobody's way. */
function tryRemove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A disk that may not be written: the next start removes it.
  }
}

/** The file has its name only when it is whole, and there after a power cut. What cannot be written leaves nothing behind. */
async function writeSynced(directory: string, name: string, text: Buffer): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 }) // it holds personal data
  const path = join(directory, name)
  const part = `${path}.part`
  try {
    await sync(await open(part, 'w', 0o600), text)
    await rename(part, path)
    await sync(await open(directory))
  } catch (error) {
    tryRemove(part)
    tryRemove(path) // or it would be replayed by the next start, and again by its sender
    throw error
  }
}

/** Writes, where there is something to write, and closes the file whatever happens. */
async function sync(file: FileHandle, text?: Buffer): Promise<void> {
  try {
    if (text !== undefined) {
      await file.writeFile(text)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
