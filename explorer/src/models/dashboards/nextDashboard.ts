import type { Binding, Dashboard, Place, Variable, Widget } from './dashboard.ts'
import { DASHBOARD_LIMITS } from './dashboard.ts'
import { compact, findRoom, placeWidget } from './layout.ts'

/** A dashboard on the screen, and what was stored of it. */
export interface DashboardState {
  readonly stored: Dashboard
  readonly shown: Dashboard
  readonly isEditing: boolean
  readonly isSaving: boolean
  /** Widgets that were removed since the edit began, the last one last. */
  readonly removed: readonly Widget[]
  /** Why the last attempt to store failed. */
  readonly problem: string | undefined
}

export type NewWidget = Omit<Widget, 'id' | 'place'> & { readonly size: Pick<Place, 'w' | 'h'> }

export type DashboardInput =
  /** `canWrite`: the reader's role may change the dashboard. */
  | { kind: 'edit'; canWrite: boolean }
  | { kind: 'discard' }
  | { kind: 'rename'; name: string }
  | { kind: 'add'; widget: NewWidget }
  | { kind: 'copyWidget'; id: string }
  | { kind: 'change'; id: string; change: Partial<Omit<Widget, 'id' | 'place'>> }
  | { kind: 'place'; id: string; place: Place }
  | { kind: 'remove'; id: string }
  | { kind: 'undo' }
  | { kind: 'setVariables'; variables: readonly Variable[] }
  | { kind: 'bind'; binding: Binding }
  | { kind: 'unbind'; binding: Binding }
  | { kind: 'save' }
  | { kind: 'saved'; dashboard: Dashboard }
  | { kind: 'saveFailed'; problem: string }

/** An `announce` tells the reader who does not see the grid what happened. */
export type DashboardCommand =
  | { kind: 'store'; dashboard: Dashboard }
  | { kind: 'announce'; what: 'added' | 'removed' | 'restored' | 'placed'; widget: Widget }

export interface DashboardStep {
  state: DashboardState
  commands: readonly DashboardCommand[]
}

export function toDashboardState(dashboard: Dashboard): DashboardState {
  return {
    stored: dashboard,
    shown: dashboard,
    isEditing: false,
    isSaving: false,
    removed: [],
    problem: undefined,
  }
}

export function hasChanges({ stored, shown }: DashboardState): boolean {
  return !isEqualContent(stored, shown)
}

/** True of equal content, in whatever order the keys were written: what was read again has another. */
function isEqualContent(one: Dashboard, other: Dashboard): boolean {
  return toCanonicalText(one) === toCanonicalText(other)
}

function toCanonicalText(dashboard: Dashboard): string {
  return JSON.stringify(dashboard, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
}

/** Applies what a person does to a dashboard. Nothing changes one that is not being edited. */
export function nextDashboard(state: DashboardState, input: DashboardInput): DashboardStep {
  switch (input.kind) {
    case 'edit':
      return quiet({ ...state, isEditing: input.canWrite && !state.shown.isBuiltIn })
    case 'discard':
      return quiet(toDashboardState(state.stored))
    case 'save':
      return save(state)
    case 'saved':
      return quiet(toSaved(state, input.dashboard))
    case 'saveFailed':
      return quiet({ ...state, isSaving: false, problem: input.problem })
    default:
      return state.isEditing ? edit(state, input) : quiet(state)
  }
}

const quiet = (state: DashboardState): DashboardStep => ({ state, commands: [] })

function save(state: DashboardState): DashboardStep {
  const isPossible = state.isEditing && !state.isSaving && state.shown.name.trim() !== ''
  return isPossible
    ? {
        state: { ...state, isSaving: true, problem: undefined },
        commands: [{ kind: 'store', dashboard: state.shown }],
      }
    : quiet(state)
}

/** Keeps changes that were made while the collector stored: they are still to be stored. */
function toSaved(state: DashboardState, dashboard: Dashboard): DashboardState {
  const sent = { ...state, stored: dashboard, isSaving: false, problem: undefined }
  return isEqualContent(state.shown, dashboard) ? toDashboardState(dashboard) : sent
}

type Edit = Exclude<DashboardInput, { kind: 'edit' | 'discard' | 'save' | 'saved' | 'saveFailed' }>

function edit(state: DashboardState, input: Edit): DashboardStep {
  const { shown } = state
  const show = (change: Partial<Dashboard>): DashboardStep =>
    quiet({ ...state, shown: { ...shown, ...change } })
  switch (input.kind) {
    case 'rename':
      return show({ name: input.name })
    case 'setVariables':
      return show({ variables: input.variables.slice(0, DASHBOARD_LIMITS.variables) })
    case 'bind':
      return show({ bindings: bind(shown.bindings, input.binding) })
    case 'unbind':
      return show({ bindings: shown.bindings.filter((one) => !isEqual(one, input.binding)) })
    case 'change':
      return show({ widgets: changeWidget(shown.widgets, input) })
    case 'add':
      return add(state, input.widget)
    case 'copyWidget':
      return copy(state, input.id)
    case 'place':
      return place(state, input)
    case 'remove':
      return remove(state, input.id)
    case 'undo':
      return undo(state)
  }
}

function changeWidget(
  widgets: readonly Widget[],
  { id, change }: Extract<DashboardInput, { kind: 'change' }>,
): readonly Widget[] {
  return widgets.map((one) => (one.id === id ? { ...one, ...change } : one))
}

function bind(bindings: readonly Binding[], binding: Binding): readonly Binding[] {
  const { key, value } = binding
  const isNew = key !== '' && value.trim() !== '' && !bindings.some((one) => isEqual(one, binding))
  return isNew && bindings.length < DASHBOARD_LIMITS.bindings ? [...bindings, binding] : bindings
}

const isEqual = (one: Binding, other: Binding): boolean =>
  one.key === other.key && one.value === other.value

function add(state: DashboardState, { size, ...rest }: NewWidget): DashboardStep {
  const { widgets } = state.shown
  if (widgets.length >= DASHBOARD_LIMITS.widgets) {
    return quiet(state)
  }
  const widget = { ...rest, id: toFreeId(state), place: findRoom(widgets, size) }
  return {
    state: withWidgets(state, [...widgets, widget]),
    commands: [{ kind: 'announce', what: 'added', widget }],
  }
}

/** Ids of removed widgets stay theirs, because each may come back. */
function toFreeId({ shown, removed }: DashboardState): string {
  const taken = new Set([...shown.widgets, ...removed].map(({ id }) => id))
  let number = 1
  while (taken.has(`w${number}`)) {
    number++
  }
  return `w${number}`
}

function copy(state: DashboardState, id: string): DashboardStep {
  const found = state.shown.widgets.find((one) => one.id === id)
  if (found === undefined) {
    return quiet(state)
  }
  const { id: _, place: size, ...rest } = found
  return add(state, { ...rest, size })
}

function place(
  state: DashboardState,
  input: Extract<DashboardInput, { kind: 'place' }>,
): DashboardStep {
  const widgets = placeWidget(state.shown.widgets, input.id, input.place)
  const widget = widgets.find(({ id }) => id === input.id)
  return {
    state: withWidgets(state, widgets),
    commands: widget === undefined ? [] : [{ kind: 'announce', what: 'placed', widget }],
  }
}

function remove(state: DashboardState, id: string): DashboardStep {
  const widget = state.shown.widgets.find((one) => one.id === id)
  if (widget === undefined) {
    return quiet(state)
  }
  const rest = compact(state.shown.widgets.filter((one) => one.id !== id))
  return {
    state: { ...withWidgets(state, rest), removed: [...state.removed, widget] },
    commands: [{ kind: 'announce', what: 'removed', widget }],
  }
}

/** Brings the widget back that was removed last, to where it was. */
function undo(state: DashboardState): DashboardStep {
  const widget = state.removed.at(-1)
  if (widget === undefined) {
    return quiet(state)
  }
  const widgets = placeWidget([...state.shown.widgets, widget], widget.id, widget.place)
  return {
    state: { ...withWidgets(state, widgets), removed: state.removed.slice(0, -1) },
    commands: [{ kind: 'announce', what: 'restored', widget }],
  }
}

const withWidgets = (state: DashboardState, widgets: readonly Widget[]): DashboardState => ({
  ...state,
  shown: { ...state.shown, widgets },
})
