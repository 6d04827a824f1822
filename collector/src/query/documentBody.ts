import type { SavedDocument } from '../../../protocol/analytics.ts'
import type { StoredDocument } from '../store/documents.ts'

/** Stored JSON of a saved view or a dashboard. */
export interface StoredBody
  extends Pick<SavedDocument, 'name' | 'bound_to' | 'is_private' | 'body'> {
  /** User or token that made it, as the audit names them; missing in older documents. */
  readonly owner?: string | undefined
}

/** Reads a stored document. Those of before could not be private. */
export function readBody({ body }: StoredDocument): StoredBody {
  return { is_private: false, ...(JSON.parse(body) as Omit<StoredBody, 'is_private'>) }
}
