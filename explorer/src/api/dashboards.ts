import type {
  Distribution,
  Measures,
  SavedDocument,
  SavedDocuments,
} from '../../../protocol/analytics.ts'
import type { DashboardDraft } from '../models/dashboards/dashboardDocument.ts'
import type { WidgetQuestion } from '../models/dashboards/widgetQuestion.ts'
import { createTurns } from '../queries/turns.ts'
import { getJson, sendJson } from './request.ts'

const PATH = '/api/dashboards'

export function fetchDashboards(abort: AbortSignal): Promise<SavedDocuments> {
  return getJson(PATH, { params: {}, abort })
}

export function createDashboard(draft: DashboardDraft): Promise<SavedDocument> {
  return sendJson('POST', PATH, draft)
}

export function replaceDashboard(id: string, draft: DashboardDraft): Promise<SavedDocument> {
  return sendJson('PUT', `${PATH}/${encodeURIComponent(id)}`, draft)
}

export function deleteDashboard(id: string): Promise<SavedDocument> {
  return sendJson('DELETE', `${PATH}/${encodeURIComponent(id)}`)
}

/** The cores of the collector are few: more questions at a time would all come late, and keep others waiting. */
const inTurn = createTurns(3)

export function fetchWidget(
  { path, params }: WidgetQuestion,
  abort: AbortSignal,
): Promise<Measures | Distribution> {
  return inTurn(() => getJson(path, { params, abort }), abort)
}
