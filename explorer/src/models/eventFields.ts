import { isFailedStatus } from '../../../protocol/logStatus.ts'
import type { SessionEvent } from '../../../protocol/query.ts'

/** Returns the name of an event in a list: its message, name or address. */
export function toEventName(event: SessionEvent): string {
  switch (event.type) {
    case 'view':
      return event.view_name || event.view_url
    case 'resource':
      return event.resource_url
    case 'error':
      return event.error_message
    case 'action':
      return event.action_name
    case 'log':
      return event.message
    case 'long_task':
      return ''
  }
}

/** Returns the duration of an event in ns; 0 for an error or a log, which have none. */
export function toEventDuration(event: SessionEvent): number {
  switch (event.type) {
    case 'view':
      return event.time_spent
    case 'error':
    case 'log':
      return 0
    default:
      return event.duration
  }
}

/** Returns the outcome of a request, the kind of an error or action, the status of a log, and the loading type of a view. */
export function toEventMark(event: SessionEvent): { text: string; isFailure: boolean } {
  switch (event.type) {
    case 'view':
      return { text: event.view_loading_type, isFailure: false }
    case 'resource': {
      const { resource_method: method, resource_status: status, resource_type: type } = event
      return { text: join(method, status || type), isFailure: /^[45]/.test(status) }
    }
    case 'error':
      return { text: join(event.error_source, event.error_type), isFailure: true }
    case 'action':
      return { text: event.action_type, isFailure: false }
    case 'log':
      return { text: event.status, isFailure: isFailedStatus(event.status) }
    case 'long_task':
      return { text: '', isFailure: false }
  }
}

function join(...parts: string[]): string {
  return parts.filter(Boolean).join(' ')
}
