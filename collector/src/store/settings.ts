import type { Store } from './openStore.ts'
import type { Clocks, VersionedRow, VersionedTable } from './versionedRows.ts'
import { createVersionedRows } from './versionedRows.ts'

/** Small configuration that collectors share: accounts, tokens, sign-ins, manifests. */
export interface Settings {
  /** All of one kind by id; another collector's changes are seen within seconds. */
  list<Body>(kind: string): Promise<ReadonlyMap<string, Body>>
  /** Resolves when it is on the disk. */
  write(kind: string, id: string, body: unknown): Promise<void>
  /** Writes many with one insert: all of them are stored, or none. */
  writeAll(kind: string, bodies: ReadonlyMap<string, unknown>): Promise<void>
  remove(kind: string, id: string): Promise<void>
  /** Removes many with one write. */
  removeAll(kind: string, ids: readonly string[]): Promise<void>
  /** Removes it with all its versions, and resolves when they are gone from the disk. */
  erase(kind: string, id: string): Promise<void>
}

const SETTINGS: VersionedTable = {
  table: 'settings',
  columns: ['body'],
  deletedColumn: 'deleted',
  freshFor: 5000, // every request asks for sign-ins and tokens
}

export function createSettings(
  store: Pick<Store, 'query' | 'insert' | 'deleteRows'>,
  clocks: Clocks,
): Settings {
  const rows = createVersionedRows<VersionedRow>(store, clocks, SETTINGS)
  const bodies = new WeakMap<object, ReadonlyMap<string, unknown>>()
  const removeAll: Settings['removeAll'] = (kind, ids) =>
    rows.remove(
      kind,
      ids.map((id) => ({ id, body: '' })),
    )
  return {
    async list<Body>(kind: string) {
      const found = await rows.list(kind)
      const parsed =
        bodies.get(found) ?? new Map([...found].map(([id, { body }]) => [id, JSON.parse(body)]))
      bodies.set(found, parsed) // parsed once as long as it is fresh
      return parsed as ReadonlyMap<string, Body>
    },
    write: (kind, id, body) => rows.write(kind, [{ id, body: JSON.stringify(body) }]),
    writeAll: (kind, written) =>
      rows.write(
        kind,
        [...written].map(([id, body]) => ({ id, body: JSON.stringify(body) })),
      ),
    remove: (kind, id) => removeAll(kind, [id]),
    removeAll,
    erase: rows.erase,
  }
}
