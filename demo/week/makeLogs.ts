import type { EncodableEvent } from '../../bundle/src/transport/lineEncoder.ts'
import { LOG_MEASUREMENT } from '../../protocol/limits.ts'
import { BAD_VERSION } from './calendar.ts'

type Fields = Readonly<Record<string, unknown>>

/** Services behind the addresses of requests, by the first part of the path that is no version. */
const SERVICES: Readonly<Record<string, string>> = {
  payment: 'payments',
  pay: 'payments',
  search: 'search',
  recommendations: 'catalogue',
}
const OTHER_SERVICE = 'orders'

/** Share of requests that went well and still have a log: one in sixteen, by the first digit of the trace. */
const LOGGED_DIGIT = '0'

/**
 * Makes the logs of a session out of its events: those of the page, and those of the servers that answered, related by
 * trace. Nothing is drawn by chance here, so the week's events are the same with and without logs.
 */
export function makeLogs(events: readonly EncodableEvent[]): EncodableEvent[] {
  return events.flatMap((event) => {
    switch (event.measurement) {
      case 'resource':
        return toServerLogs(event)
      case 'error':
        return toErrorLogs(event)
      case 'action':
        return toActionLogs(event)
      default:
        return []
    }
  })
}

/** A server writes of each failed request, and of some others. A request that never reached it has no log. */
function toServerLogs({ tags, fields, time }: EncodableEvent): EncodableEvent[] {
  const { span_id: span, resource_status, resource_method } = tags
  const trace = String(tags['trace_id'] ?? '')
  const status = String(resource_status ?? '')
  const path = String(fields['resource_url_path'])
  const isFailed = /^[45]/.test(status)
  if (trace === '' || status === '' || !(isFailed || trace.startsWith(LOGGED_DIGIT))) {
    return []
  }
  const ms = Math.round(Number(fields['duration']) / 1e6)
  const service = SERVICES[path.split('/')[2] ?? ''] ?? OTHER_SERVICE
  const request = `${resource_method} ${path}`
  const log = (offset: number, level: string, message: string): EncodableEvent => ({
    measurement: service,
    time: time + offset,
    tags: {
      ...pick(tags, ['app_id', 'env']),
      service,
      host: `${service}-${1 + (Number.parseInt(trace.slice(1, 3), 16) % 3)}`,
      status: level,
      trace_id: trace,
      span_id: span,
    },
    fields: { message, http_status: Number(status), duration_ms: ms },
    context: {},
  })
  if (!isFailed) {
    return [log(ms, ms > 1500 ? 'warning' : 'info', `${request} 200 in ${ms} ms`)]
  }
  return status === '503'
    ? [
        log(ms * 0.4, 'warning', `${request}: no answer of the payment provider, trying again`),
        log(ms, 'critical', `${request}: payment provider is away (circuit breaker is open)`),
      ]
    : [log(ms, 'error', `${request} failed with ${status} after ${ms} ms`)]
}

/** The page forwards errors of its console, and logs payments that failed. */
function toErrorLogs(event: EncodableEvent): EncodableEvent[] {
  const { error_source: source, error_type: type } = event.tags
  const message = String(event.fields['error_message'])
  if (source === 'console') {
    return [toBrowserLog(event, 'error', { message, log_origin: 'console' })]
  }
  return type === 'PaymentError'
    ? [toBrowserLog(event, 'warning', { message: `checkout: ${message}`, log_origin: 'logger' })]
    : []
}

function toActionLogs(event: EncodableEvent): EncodableEvent[] {
  if (event.fields['action_name'] !== 'Pay now') {
    return []
  }
  const isBad = event.tags['version'] === BAD_VERSION
  const message = isBad
    ? 'checkout: total is computed by the new price service'
    : 'checkout: payment begins'
  return [toBrowserLog(event, 'info', { message, log_origin: 'logger' })]
}

function toBrowserLog(event: EncodableEvent, status: string, fields: Fields): EncodableEvent {
  const kept = Object.entries(event.tags).filter(
    ([name]) => !/^(action|error|resource)_/.test(name),
  )
  const { event_id: id, session_started: started } = event.fields
  return {
    measurement: LOG_MEASUREMENT,
    time: event.time + 1,
    tags: { ...Object.fromEntries(kept), status },
    fields: { event_id: `${String(id)}-log`, session_started: started, ...fields },
    context: event.context,
  }
}

function pick(tags: EncodableEvent['tags'], names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, tags[name]]))
}
