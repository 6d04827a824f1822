import type {
  Alert,
  AlertDetail,
  AlertDraft,
  AlertList,
  AlertPreview,
  AlertSecret,
  AlertTest,
  CreatedAlert,
} from '../../../protocol/alerts.ts'
import { getJson, sendJson } from './request.ts'

const toPath = (id: string): string => `/api/alerts/${encodeURIComponent(id)}`

export const fetchAlerts = (abort: AbortSignal): Promise<AlertList> =>
  getJson('/api/alerts', { params: {}, abort })

export const fetchAlert = (id: string, abort: AbortSignal): Promise<AlertDetail> =>
  getJson(toPath(id), { params: {}, abort })

export const fetchPreview = (draft: AlertDraft): Promise<AlertPreview> =>
  sendJson('POST', '/api/alerts/preview', draft)

export const createAlert = (draft: AlertDraft): Promise<CreatedAlert> =>
  sendJson('POST', '/api/alerts', draft)

export const replaceAlert = (id: string, draft: AlertDraft): Promise<Alert> =>
  sendJson('PUT', toPath(id), draft)

export const deleteAlert = (id: string): Promise<Alert> => sendJson('DELETE', toPath(id))

export const testAlert = (id: string): Promise<AlertTest> => sendJson('POST', `${toPath(id)}/test`)

export const renewSecret = (id: string): Promise<AlertSecret> =>
  sendJson('POST', `${toPath(id)}/secret`)
