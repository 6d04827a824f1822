import type { ErrorGroupDetail } from '../../../protocol/analytics.ts'
import { getJson } from './request.ts'

interface ErrorGroupKey {
  appId: string
  fingerprint: string
  /** ms since the epoch. */
  from: number
  to: number
}

/** Fetches how often an error happened in a range, and whom it met. */
export function fetchErrorGroup(
  { appId, fingerprint, from, to }: ErrorGroupKey,
  abort: AbortSignal,
): Promise<ErrorGroupDetail> {
  return getJson(`/api/errors/${encodeURIComponent(fingerprint)}`, {
    params: { app_id: appId, from, to, limit: 1 },
    abort,
  })
}
