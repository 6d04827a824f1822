import { isGroupable, toColumn, toPresetColumns, toPresetSort } from '../fields/columns.ts'
import type { FieldIndex } from '../fields/fieldIndex.ts'
import type { FieldValue } from '../search/filterValue.ts'
import { filterValue, reverseFilterValue } from '../search/filterValue.ts'
import { moveTerms } from '../search/moveTerms.ts'
import type { Range, TimeWindow } from '../time/range.ts'
import { isRelative, toZoom } from '../time/range.ts'
import type { ZoneChoice } from '../time/zone.ts'
import type { Density, ExplorerState, ListLook, SelectedRow } from './explorerState.ts'
import { toDefaultLook, toGrouped } from './explorerState.ts'
import { toExplorerUrl } from './explorerUrl.ts'
import type { ListType } from './listType.ts'

export type ExplorerInput =
  /** `look`: what the person last chose for that list; absent for its defaults. */
  | { kind: 'switchList'; list: ListType; look?: ListLook | undefined }
  | { kind: 'group'; isGrouped: boolean }
  | { kind: 'search'; query: string }
  | { kind: 'filter'; field: FieldValue }
  | { kind: 'reverseFilter'; field: FieldValue }
  | { kind: 'toggleColumn'; key: string }
  | { kind: 'setColumns'; columns: readonly string[] | undefined }
  | { kind: 'setFacets'; facets: readonly string[] | undefined }
  /** Sorts by the column, or turns its order around. */
  | { kind: 'sort'; key: string }
  | { kind: 'setRange'; range: Range }
  /** Two times in ms, in either order. */
  | { kind: 'zoom'; window: TimeWindow }
  | { kind: 'setZone'; zone: ZoneChoice }
  | { kind: 'setApp'; appId: string | undefined }
  | { kind: 'setDensity'; density: Density }
  | { kind: 'setLive'; isLive: boolean }
  /** Opens a row or another event in the drawer; `undefined` closes it. */
  | { kind: 'select'; row: SelectedRow | undefined }
  /** Shows a whole screen, such as a saved view. */
  | { kind: 'show'; state: ExplorerState }

/** Navigation for the adapter. `replace` is for changes that Back should skip. */
export type ExplorerCommand =
  /** `isDrawer`: the entry of the history becomes one that closing the drawer goes back from. */
  { kind: 'push' | 'replace'; url: string; isDrawer?: boolean } | { kind: 'go'; by: -1 }

export interface ExplorerEnv {
  fields: FieldIndex
  /** The present entry of the history was made by opening the drawer. */
  isDrawerEntry?: boolean
}

export interface ExplorerStep {
  state: ExplorerState
  commands: readonly ExplorerCommand[]
}

/** Applies what a person does to the screen. The address follows; an unchanged screen leaves it alone. */
export function nextExplorer(
  state: ExplorerState,
  input: ExplorerInput,
  env: ExplorerEnv,
): ExplorerStep {
  const next = change(state, input, env)
  const url = toExplorerUrl(next)
  if (url === toExplorerUrl(state)) {
    return { state, commands: [] }
  }
  if (input.kind === 'select') {
    return { state: next, commands: [moveDrawer(state, next, env)] }
  }
  return { state: next, commands: [{ kind: isQuiet(input) ? 'replace' : 'push', url }] }
}

/** Back closes the drawer, whatever was opened in it; closing it leaves no entry that Back would open it by. */
function moveDrawer(
  from: ExplorerState,
  to: ExplorerState,
  { isDrawerEntry = false }: ExplorerEnv,
): ExplorerCommand {
  const url = toExplorerUrl(to)
  if (from.selected === undefined) {
    return { kind: 'push', url, isDrawer: true }
  }
  return to.selected === undefined && isDrawerEntry
    ? { kind: 'go', by: -1 }
    : { kind: 'replace', url, isDrawer: isDrawerEntry }
}

/** Changes that a person does not think of as a place to go back to. */
function isQuiet({ kind }: ExplorerInput): boolean {
  return kind === 'setDensity' || kind === 'setLive' || kind === 'setZone'
}

function change(
  state: ExplorerState,
  input: ExplorerInput,
  { fields }: ExplorerEnv,
): ExplorerState {
  const context = { list: state.list, fields }
  switch (input.kind) {
    case 'switchList':
      return switchList(state, input, fields)
    case 'group':
      return group(state, input.isGrouped)
    case 'search':
      return { ...state, query: input.query }
    case 'filter':
      return { ...state, query: filterValue(state.query, input.field, context) }
    case 'reverseFilter':
      return { ...state, query: reverseFilterValue(state.query, input.field, context) }
    case 'toggleColumn':
      return setColumns(state, toggle(state.columns ?? toPresetColumns(state), input.key))
    case 'setColumns':
      return setColumns(state, input.columns)
    case 'setFacets':
      return { ...state, facets: input.facets }
    case 'sort':
      return sort(state, input.key)
    case 'setZone':
      return { ...state, zone: input.zone }
    case 'setApp':
      return { ...state, appId: input.appId }
    case 'setDensity':
      return { ...state, density: input.density }
    case 'setLive':
      return { ...state, isLive: input.isLive && isRelative(state.range) }
    case 'select':
      return { ...state, selected: input.row }
    case 'show':
      return input.state
    case 'setRange':
      return setRange(state, input.range)
    case 'zoom':
      return setRange(state, toZoom(input.window.from, input.window.to))
  }
}

/** Rows arrive only in a range that moves with the clock. */
function setRange(state: ExplorerState, range: Range): ExplorerState {
  return { ...state, range, isLive: state.isLive && isRelative(range) }
}

/** Keeps the range and the filters that apply. The others wait aside for a list that they apply to. */
function switchList(
  state: ExplorerState,
  { list, look }: { list: ListType; look?: ListLook | undefined },
  fields: FieldIndex,
): ExplorerState {
  if (list === state.list) {
    return state
  }
  const kept = look ?? toDefaultLook(list)
  const { query, aside } = moveTerms(state, (key) => fields.appliesTo(list, key))
  const isGrouped = toGrouped(list, kept.isGrouped)
  return { ...state, ...kept, list, isGrouped, query, aside, selected: undefined }
}

/** Groups have other columns and orders than single events. */
function group(state: ExplorerState, isGrouped: boolean): ExplorerState {
  return isGrouped === state.isGrouped || !isGroupable(state.list)
    ? state
    : { ...state, isGrouped, columns: undefined, sort: undefined }
}

function toggle(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]
}

/** The preset in its own order is the default; a table without columns is of no use. */
function setColumns(state: ExplorerState, columns: readonly string[] | undefined): ExplorerState {
  const preset = toPresetColumns(state)
  const isPreset = columns === undefined || columns.length === 0 || isEqual(columns, preset)
  return { ...state, columns: isPreset ? undefined : columns }
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index])
}

function sort(state: ExplorerState, key: string): ExplorerState {
  const order = toColumn(key, state).sort
  if (order === undefined) {
    return state
  }
  const present = state.sort ?? toPresetSort(state)
  const next = order === 'both' && present === `-${key}` ? key : `-${key}`
  return { ...state, sort: next === toPresetSort(state) ? undefined : next }
}
