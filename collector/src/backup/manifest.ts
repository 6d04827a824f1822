import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { StartProblem } from '../core/startProblem.ts'

export interface BackedUpTable {
  name: string
  create: string
  rows: number
  /** SHA-256 by path below `tables/<name>`. */
  files: Record<string, string>
}

export interface Manifest {
  format: 1
  /** The number of the newest migration: an older collector must not open what a newer one has made. */
  schema: number
  version: string
  createdAt: string
  tables: BackedUpTable[]
}

const manifest: z.ZodType<Manifest> = z.object({
  format: z.literal(1),
  schema: z.int(),
  version: z.string(),
  createdAt: z.string(),
  tables: z.array(
    z.object({
      name: z.string().regex(/^\w+$/),
      create: z.string(),
      rows: z.int().min(0),
      files: z.record(z.string(), z.string()),
    }),
  ),
})

/** Written last: a directory without it is no backup. */
export const MANIFEST = 'manifest.json'

export function readManifest(directory: string): Manifest {
  try {
    return manifest.parse(JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')))
  } catch (error) {
    throw new StartProblem(
      `${directory} is no complete backup: its ${MANIFEST} cannot be read (${String((error as Error).message).split('\n', 1)[0]})`,
    )
  }
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Compares every file with its checksum. Throws a `StartProblem` that names the first one that differs. */
export async function verifyFiles(directory: string, { tables }: Manifest): Promise<void> {
  for (const { name, files } of tables) {
    for (const [file, expected] of Object.entries(files)) {
      const path = join(directory, 'tables', name, file)
      const found = await hashFile(path).catch((error: NodeJS.ErrnoException) => {
        toNothing(error)
        return 'nothing'
      })
      if (found !== expected) {
        throw new StartProblem(`the backup is damaged: ${path} is not what was written`)
      }
    }
  }
}

/** A table without parts has no folder. Any other error must not make an empty table of a full one. */
export function toNothing(error: NodeJS.ErrnoException): [] {
  if (error.code !== 'ENOENT') {
    throw error
  }
  return []
}

/** The rows of a table's parts, each of which says in a file how many it has. */
export async function countRows(folder: string): Promise<number> {
  let rows = 0
  for (const part of await readdir(folder).catch(toNothing)) {
    rows += Number(readFileSync(join(folder, part, 'count.txt'), 'utf8'))
  }
  return rows
}
