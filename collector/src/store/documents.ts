import { HttpProblem } from '../core/httpProblem.ts'
import type { Store } from './openStore.ts'

/** What people make and name, kept as texts beside the events. */
export interface StoredDocument {
  id: string
  app_id: string
  body: string
  /** ms since the epoch. */
  updated_at: number
}

export interface Documents {
  list(): Promise<StoredDocument[]>
  /** Resolves when it is on the disk. */
  write(document: StoredDocument, isDeleted?: boolean): Promise<void>
}

/** One kind of documents. The last version of each counts; a deletion is a version too. */
export function createDocuments(store: Pick<Store, 'query' | 'maintain'>, kind: string): Documents {
  let lastVersion = 0
  return {
    async list() {
      return store.query<StoredDocument>(
        `SELECT id, app_id, body, toFloat64(toUnixTimestamp64Milli(updated_at)) AS updated_at FROM (
  SELECT id, argMax(d.app_id, d.version) AS app_id, argMax(d.body, d.version) AS body,
    argMax(d.updated_at, d.version) AS updated_at, argMax(d.is_deleted, d.version) AS is_deleted
  FROM rum.documents AS d WHERE d.kind = {kind:String} GROUP BY id)
WHERE NOT is_deleted ORDER BY updated_at DESC, id`,
        { kind },
      )
    },
    async write({ updated_at: updatedAt, ...document }, isDeleted = false) {
      // By the clock, so that collectors that share a database agree; never twice the same here.
      lastVersion = Math.max(lastVersion + 1, updatedAt * 1000)
      const row = { kind, ...document, version: lastVersion, updated_at: updatedAt }
      const values = [{ ...row, is_deleted: isDeleted }]
      try {
        await store.maintain((writer) =>
          writer.insert({ table: 'rum.documents', values, format: 'JSONEachRow' }),
        )
      } catch (cause) {
        const problem = new HttpProblem(503, 'rum.storeFailed', 'it could not be stored')
        throw Object.assign(problem, { cause })
      }
    },
  }
}
