import type { SessionEvent } from '../../../protocol/query.ts'
import type { EventType } from './eventTypes.ts'

/** Events of one view. */
export interface ViewEvents {
  viewId: string
  /** Name or address of the view; empty for events outside any view. */
  label: string
  url: string
  /** The view's own event; absent if it is on a page that is not loaded yet, or for events without a view. */
  view: SessionEvent | undefined
  events: SessionEvent[]
}

/**
 * Groups events by view, with views in the order of first appearance. A late event (an image of a page that was
 * left) stays with the view that caused it, so events are in time order inside a group, but not across groups.
 */
export function groupByView(events: readonly SessionEvent[]): ViewEvents[] {
  const groups = new Map<string, ViewEvents>()
  for (const event of events) {
    const group = groups.get(event.view_id) ?? createGroup(event)
    groups.set(event.view_id, group)
    if (event.type === 'view') {
      group.view = event
    } else {
      group.events.push(event)
    }
  }
  return [...groups.values()]
}

/** Keeps events of the given types. A view stays as the heading of its remaining events. */
export function filterGroups(
  groups: readonly ViewEvents[],
  types: readonly EventType[],
): ViewEvents[] {
  if (types.length === 0) {
    return [...groups]
  }
  const kept = groups.map((group) => ({
    ...group,
    events: group.events.filter(({ type }) => types.includes(type)),
  }))
  return kept.filter(({ view, events }) => events.length > 0 || (view && types.includes('view')))
}

function createGroup({ view_id, view_name, view_url }: SessionEvent): ViewEvents {
  return {
    viewId: view_id,
    label: view_name || view_url,
    url: view_url,
    view: undefined,
    events: [],
  }
}
