import type { SessionEvent } from '../../../../protocol/query.ts'
import { isFailedRequest } from './journey.ts'

/** Returns the requests by script of a view: what the page asked for itself. */
export function listRequests(events: readonly SessionEvent[], viewId: string): SessionEvent[] {
  return events.filter(
    (event) =>
      event.type === 'resource' &&
      event.view_id === viewId &&
      /^(fetch|xhr)$/.test(event.resource_type),
  )
}

export function listErrors(
  events: readonly SessionEvent[],
  { viewId, exceptId }: { viewId: string; exceptId: string },
): SessionEvent[] {
  return events.filter(
    ({ type, view_id: view, event_id: id }) =>
      type === 'error' && view === viewId && id !== exceptId,
  )
}

/** Returns the last steps before an event: views, actions, errors and requests that failed, in the order of time. */
export function listSteps(
  events: readonly SessionEvent[],
  { eventId, count }: { eventId: string; count: number },
): SessionEvent[] {
  const at = events.findIndex(({ event_id: id }) => id === eventId)
  return events
    .slice(0, Math.max(0, at))
    .filter(
      (event) =>
        event.type === 'view' ||
        event.type === 'action' ||
        event.type === 'error' ||
        isFailedRequest(event),
    )
    .slice(-count)
}
