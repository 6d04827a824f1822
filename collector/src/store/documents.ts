import type { Store } from './openStore.ts'
import type { Clocks, VersionedRow, VersionedRows, VersionedTable } from './versionedRows.ts'
import { createVersionedRows } from './versionedRows.ts'

/** A text that people make and name, kept beside the events. */
export interface StoredDocument extends VersionedRow {
  readonly app_id: string
  /** ms since the epoch. */
  readonly updated_at: number
}

export type Documents = VersionedRows<StoredDocument>

const DOCUMENTS: VersionedTable = {
  table: 'documents',
  columns: ['app_id', 'body', 'toFloat64(toUnixTimestamp64Milli(t.updated_at)) AS updated_at'],
  deletedColumn: 'is_deleted',
  freshFor: 0, // a person who saves at one collector and lists at another sees it
}

export function createDocuments(
  store: Pick<Store, 'query' | 'insert' | 'deleteRows'>,
  clocks: Clocks,
): Documents {
  return createVersionedRows<StoredDocument>(store, clocks, DOCUMENTS)
}
