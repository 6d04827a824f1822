import type { ReadonlySignal, Signal } from '@preact/signals'
import { signal } from '@preact/signals'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import type { DashboardState } from '../../models/dashboards/nextDashboard.ts'
import { hasChanges } from '../../models/dashboards/nextDashboard.ts'

const states = signal<ReadonlyMap<string, DashboardState>>(new Map())

/** Dashboards that are being edited, by id. They outlive their page, so that a click elsewhere loses nothing. */
export const drafts: ReadonlySignal<ReadonlyMap<string, DashboardState>> = states

/** Dashboard that was deleted last: it can be brought back. */
export const deletedDashboard: Signal<Dashboard | undefined> = signal<Dashboard | undefined>(
  undefined,
)

export function isUnsaved(id: string): boolean {
  const state = states.value.get(id)
  return state !== undefined && hasChanges(state)
}

/** Keeps the state of a dashboard while it is edited or has changes. */
export function keepDraft(id: string, state: DashboardState): void {
  const { [id]: _, ...others } = Object.fromEntries(states.value)
  const isKept = state.isEditing || state.isSaving || hasChanges(state)
  states.value = new Map(Object.entries(isKept ? { ...others, [id]: state } : others))
  const hasUnsaved = [...states.value.values()].some(hasChanges)
  globalThis[hasUnsaved ? 'addEventListener' : 'removeEventListener']('beforeunload', warn)
}

/** The browser asks before it closes the page. */
function warn(event: Event): void {
  event.preventDefault()
}
