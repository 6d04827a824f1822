import type { SavedDocument, SavedDocuments } from '../../../protocol/analytics.ts'
import { getJson, sendJson } from './request.ts'

/** Content of a saved view or a dashboard, for a new one or to replace one. */
export interface DocumentDraft {
  name: string
  /** Empty for every application, which needs the right to see all. */
  app_id: string
  /** Only the account that stores it sees it. */
  is_private: boolean
  body: Record<string, unknown>
}

const PATH = '/api/saved-views'

export function fetchSavedViews(
  appId: string | undefined,
  abort: AbortSignal,
): Promise<SavedDocuments> {
  return getJson(PATH, { params: { app_id: appId }, abort })
}

export function createSavedView(draft: DocumentDraft): Promise<SavedDocument> {
  return sendJson('POST', PATH, draft)
}

export function replaceSavedView(id: string, draft: DocumentDraft): Promise<SavedDocument> {
  return sendJson('PUT', `${PATH}/${encodeURIComponent(id)}`, draft)
}

export function deleteSavedView(id: string): Promise<SavedDocument> {
  return sendJson('DELETE', `${PATH}/${encodeURIComponent(id)}`)
}
