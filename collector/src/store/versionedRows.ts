import type { SmallTable, Store } from './openStore.ts'

export interface VersionedRow {
  readonly id: string
  /** JSON text. */
  readonly body: string
}

export interface Clocks {
  /** ms since the epoch. */
  now(): number
  /** ms that only grow. */
  monotonic(): number
}

export interface VersionedTable {
  readonly table: SmallTable
  /** Selected beside the id, with one name for each field of a row. */
  readonly columns: readonly string[]
  readonly deletedColumn: string
  /** Age in ms up to which a kind is not read again: another collector's change counts here after this. */
  readonly freshFor: number
}

/** Rows of several kinds, of which the last version of each id counts. A deletion is a version too. */
export interface VersionedRows<Row extends VersionedRow> {
  /** All of one kind by id. */
  list(kind: string): Promise<ReadonlyMap<string, Row>>
  /** The same as it is in the store now, whatever was read before. */
  listNow(kind: string): Promise<ReadonlyMap<string, Row>>
  /** Resolves when the rows are on the disk. */
  write(kind: string, rows: readonly Row[]): Promise<void>
  /** Hides the rows, and resolves when that is on the disk. */
  remove(kind: string, rows: readonly Row[]): Promise<void>
  /** Removes a row with all its versions, and resolves when they are gone from the disk. */
  erase(kind: string, id: string): Promise<void>
}

type Read<Row> = Row & { readonly version: string | number }

interface Loaded<Row> {
  readonly at: number
  readonly rows: Promise<ReadonlyMap<string, Read<Row>>>
}

/** Rows of one statement: an answer has a bound, what is kept has none. */
const PAGE_ROWS = 5000

export function createVersionedRows<Row extends VersionedRow>(
  store: Pick<Store, 'query' | 'insert' | 'deleteRows'>,
  clocks: Clocks,
  { table, columns, deletedColumn, freshFor }: VersionedTable,
): VersionedRows<Row> {
  const cache = new Map<string, Loaded<Row>>()

  async function load(kind: string): Promise<ReadonlyMap<string, Read<Row>>> {
    const rows: Read<Row>[] = []
    let page: Read<Row>[] = []
    do {
      page = await store.query<Read<Row>>(
        `SELECT id, version, ${columns.join(', ')} FROM rum.${table} AS t FINAL
WHERE kind = {kind:String} AND id > {after:String} AND NOT ${deletedColumn} ORDER BY id LIMIT ${PAGE_ROWS}`,
        { kind, after: page.at(-1)?.id ?? '' },
      )
      rows.push(...page)
    } while (page.length === PAGE_ROWS)
    return new Map(rows.map((row) => [row.id, row]))
  }

  function read(kind: string): Promise<ReadonlyMap<string, Read<Row>>> {
    const former = cache.get(kind)
    return former !== undefined && clocks.monotonic() - former.at < freshFor
      ? former.rows
      : readNow(kind)
  }

  function readNow(kind: string): Promise<ReadonlyMap<string, Read<Row>>> {
    return keep(kind, { at: clocks.monotonic(), rows: load(kind) }).rows
  }

  function keep(kind: string, loaded: Loaded<Row>): Loaded<Row> {
    cache.set(kind, loaded)
    loaded.rows.catch(() => cache.delete(kind))
    return loaded
  }

  /** Lets what was written count in what was read: reading all again for each write would take the square of their number. */
  function addWritten(kind: string, written: readonly Read<Row>[], isDeleted: boolean): void {
    const former = cache.get(kind)
    if (former === undefined) {
      return
    }
    const rows = former.rows.then((stored) => {
      const next = new Map(stored)
      for (const row of written) {
        if (Number(stored.get(row.id)?.version ?? 0) > Number(row.version)) {
          continue // another collector wrote a later one, which is read already
        }
        isDeleted ? next.delete(row.id) : next.set(row.id, row)
      }
      return next
    })
    keep(kind, { at: former.at, rows })
  }

  async function change(kind: string, rows: readonly Row[], isDeleted: boolean): Promise<void> {
    if (rows.length === 0) {
      return
    }
    const stored = await read(kind)
    const versions = rows.map((row) => ({
      ...row,
      // Microseconds of the clock, so that collectors that share a database agree. A clock that was set back must not
      // make the older version win.
      version: Math.max(clocks.now() * 1000, Number(stored.get(row.id)?.version ?? 0) + 1),
    }))
    try {
      await store.insert(
        table,
        versions.map((row) => ({ ...(row as object), kind, [deletedColumn]: isDeleted ? 1 : 0 })),
      )
    } catch (error) {
      cache.delete(kind) // it may be stored, although the answer was lost
      throw error
    }
    addWritten(kind, versions, isDeleted)
  }

  return {
    list: read,
    listNow: readNow,
    write: (kind, rows) => change(kind, rows, false),
    remove: (kind, rows) => change(kind, rows, true),
    async erase(kind, id) {
      const condition = 'kind = {kind:String} AND id = {id:String}'
      await store.deleteRows({ table, condition, parameters: { kind, id } })
      cache.delete(kind)
    },
  }
}
