import type { Store } from './openStore.ts'
import type { Clocks, VersionedRow, VersionedTable } from './versionedRows.ts'
import { createVersionedRows } from './versionedRows.ts'

/** Small configuration that collectors share: accounts, tokens, sign-ins, manifests. */
export interface Settings {
  /** All of one kind by id; another collector's changes are seen within seconds. */
  list<Body>(kind: string): Promise<ReadonlyMap<string, Body>>
  /** The same as it is in the store now. */
  listNow<Body>(kind: string): Promise<ReadonlyMap<string, Body>>
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
  const bodies = new WeakMap<VersionedRow, unknown>()
  const lists = new WeakMap<object, ReadonlyMap<string, unknown>>()
  /** Parses each row once, as long as it is kept. */
  function parseAll<Body>(found: ReadonlyMap<string, VersionedRow>): ReadonlyMap<string, Body> {
    const parsed =
      lists.get(found) ?? new Map([...found].map(([id, row]) => [id, parseOnce(row)] as const))
    lists.set(found, parsed)
    return parsed as ReadonlyMap<string, Body>
  }
  function parseOnce(row: VersionedRow): unknown {
    const body = bodies.has(row) ? bodies.get(row) : JSON.parse(row.body)
    bodies.set(row, body)
    return body
  }
  const removeAll: Settings['removeAll'] = (kind, ids) =>
    rows.remove(
      kind,
      ids.map((id) => ({ id, body: '' })),
    )
  return {
    list: async <Body>(kind: string) => parseAll<Body>(await rows.list(kind)),
    listNow: async <Body>(kind: string) => parseAll<Body>(await rows.listNow(kind)),
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
