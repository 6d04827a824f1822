import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Written by the engine in one piece: https://github.com/ClickHouse/ClickHouse/blob/master/src/Storages/MergeTree/MergeTreeMutationEntry.cpp */
const WHOLE = /^format version: 1\ncreate time: .+\ncommands: [\s\S]+\n$/
const NAME = /^mutation_\d+\.txt$/

/**
 * Removes descriptions of mutations that the engine could not write because the disk was full. It leaves them empty and
 * then refuses to open the directory, for ever. Nothing is lost: without its description the mutation never began.
 *
 * @returns the paths of the removed files, below the directory
 */
export function removeBrokenMutations(directory: string): string[] {
  const removed: string[] = []
  for (const table of listTables(directory)) {
    for (const file of readdirSync(join(directory, table)).filter((name) => NAME.test(name))) {
      const path = join(table, file)
      if (!WHOLE.test(readFileSync(join(directory, path), 'utf8'))) {
        rmSync(join(directory, path))
        removed.push(path)
      }
    }
  }
  return removed
}

/** Tables of the engine are in `store/<three digits>/<uuid>`. */
function listTables(directory: string): string[] {
  return listFolders(directory, 'store').flatMap((prefix) => listFolders(directory, prefix))
}

function listFolders(directory: string, folder: string): string[] {
  try {
    return readdirSync(join(directory, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
  } catch {
    return [] // a new directory has none
  }
}
