import type { AlertMessage } from '../../../protocol/alerts.ts'
import type { StoredChange } from './alertRecord.ts'

type Content = Pick<StoredChange, 'rule' | 'time' | 'value' | 'previous' | 'samples'>

/** Writes the body of a message about a change. */
export function toChangeMessage(id: string, change: StoredChange, publicUrl: string): string {
  const { to, reason } = change.report
  const type =
    to === 'firing' ? 'alert.firing' : to === 'no_data' ? 'alert.no_data' : 'alert.resolved'
  return toBody({ type, id, content: change, reason: reason ?? null, publicUrl })
}

export function toTestMessage(id: string, content: Content, publicUrl: string): string {
  return toBody({ type: 'alert.test', id, content, reason: null, publicUrl })
}

interface Parts {
  type: AlertMessage['type']
  id: string
  content: Content
  reason: AlertMessage['data']['reason']
  publicUrl: string
}

function toBody({ type, id, content, reason, publicUrl }: Parts): string {
  const { rule, time, value, previous, samples } = content
  const { name, app_id, query, measure, event_type, field } = rule
  const { condition, threshold, window_minutes } = rule
  const message: AlertMessage = {
    type,
    timestamp: new Date(time).toISOString(),
    data: {
      alert_id: id,
      ...{ name, app_id, query, measure, event_type, field },
      ...{ condition, threshold, window_minutes },
      ...{ value, previous, samples, reason },
      since: time,
      url: publicUrl === '' ? null : new URL(`/alerts/${id}`, publicUrl).href,
    },
  }
  return JSON.stringify(message)
}
