import type { SessionEvent } from '../../../protocol/query.ts'
import type { EventType } from './eventTypes.ts'

/** The events of one view. */
export interface ViewGroup {
  viewId: string
  /** Name or address of the view; empty for events outside any view. */
  label: string
  url: string
  /** The view's own event; absent while it is on a page that is not loaded, and for events without a view. */
  view: SessionEvent | undefined
  events: SessionEvent[]
}

/**
 * Puts each event under its view, views in the order in which they first appear. A late event (an image of a
 * page that was left) stays with the view that caused it, so time runs forward inside a group, not over all.
 */
export function groupByView(events: readonly SessionEvent[]): ViewGroup[] {
  const groups = new Map<string, ViewGroup>()
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

/** Keeps the chosen types. A view stays as the heading of what is left under it. */
export function filterGroups(
  groups: readonly ViewGroup[],
  types: readonly EventType[],
): ViewGroup[] {
  if (types.length === 0) {
    return [...groups]
  }
  const kept = groups.map((group) => ({
    ...group,
    events: group.events.filter(({ type }) => types.includes(type)),
  }))
  return kept.filter(({ view, events }) => events.length > 0 || (view && types.includes('view')))
}

function createGroup({ view_id, view_name, view_url }: SessionEvent): ViewGroup {
  return {
    viewId: view_id,
    label: view_name || view_url,
    url: view_url,
    view: undefined,
    events: [],
  }
}
