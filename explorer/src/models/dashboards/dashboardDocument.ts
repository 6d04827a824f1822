import type { SavedDocument } from '../../../../protocol/analytics.ts'
import type { ListType } from '../explorer/listType.ts'
import { LIST_TYPES } from '../explorer/listType.ts'
import { parseBindings, printBindings } from './bindings.ts'
import type { Binding, Dashboard, Variable, Widget, WidgetKind } from './dashboard.ts'
import { DASHBOARD_LIMITS, DASHBOARD_VERSION, WIDGET_KINDS } from './dashboard.ts'
import { clampPlace, compact } from './layout.ts'

/** Stored form, as the collector keeps it and a file has it. */
export interface DashboardBody {
  version: typeof DASHBOARD_VERSION
  variables: readonly Variable[]
  widgets: readonly Widget[]
}

/** Document to send: a new one or one that replaces another. */
export interface DashboardDraft {
  name: string
  app_id: string
  is_private: boolean
  bound_to: string
  body: DashboardBody & Record<string, unknown>
}

export function toDashboardDraft(dashboard: Dashboard): DashboardDraft {
  const { name, appId, isPrivate, bindings, variables, widgets } = dashboard
  return {
    name: name.trim(),
    app_id: appId,
    is_private: isPrivate,
    bound_to: printBindings(bindings),
    body: { version: DASHBOARD_VERSION, variables, widgets },
  }
}

/** `newer`: a later explorer has written it. `broken`: it is no dashboard, or a part of it has no meaning. */
export type DocumentProblem = 'newer' | 'broken'

export type ParsedBody = Pick<Dashboard, 'variables' | 'widgets'> | { problem: DocumentProblem }

/** A dashboard that cannot be read is listed with its problem, so that nobody takes it for lost. */
export type ListedDashboard =
  | Dashboard
  | (Omit<Dashboard, 'variables' | 'widgets'> & { problem: DocumentProblem })

export function parseDashboardDocument(document: SavedDocument): ListedDashboard {
  return {
    id: document.id,
    name: document.name,
    appId: document.app_id,
    isPrivate: document.is_private,
    isBuiltIn: false,
    bindings: parseBindings(document.bound_to),
    ...parseBody(document.body),
  }
}

/** Reads a body that others have written. Refuses one whole rather than to drop the parts that it does not know. */
export function parseBody(body: unknown): ParsedBody {
  const { version, variables, widgets } = toRecord(body)
  if (typeof version === 'number' && version > DASHBOARD_VERSION) {
    return { problem: 'newer' }
  }
  const found = {
    variables: readAll(variables, readVariable, DASHBOARD_LIMITS.variables),
    widgets: readAll(widgets, readWidget, DASHBOARD_LIMITS.widgets),
  }
  if (version !== DASHBOARD_VERSION || !found.variables || !found.widgets) {
    return { problem: 'broken' }
  }
  const ids = new Set(found.widgets.map(({ id }) => id))
  return ids.size === found.widgets.length
    ? { variables: found.variables, widgets: compact(found.widgets) }
    : { problem: 'broken' }
}

/** Mark of a file with a dashboard. */
const FILE_KIND = 'dataflux-rum dashboard'

export function printFile(dashboard: Dashboard): string {
  const { name, bound_to, body } = toDashboardDraft(dashboard)
  return `${JSON.stringify({ kind: FILE_KIND, name, bound_to, ...body }, null, 2)}\n`
}

export type ParsedFile =
  | Pick<Dashboard, 'name' | 'bindings' | 'variables' | 'widgets'>
  | { problem: DocumentProblem | 'notDashboard' }

export function parseFile(text: string): ParsedFile {
  const file = toRecord(parseJson(text))
  const { kind, name, bound_to: boundTo } = file
  if (kind !== FILE_KIND || typeof name !== 'string' || name.trim() === '') {
    return { problem: 'notDashboard' }
  }
  const body = parseBody(file)
  const bindings: readonly Binding[] = typeof boundTo === 'string' ? parseBindings(boundTo) : []
  return 'problem' in body ? body : { name: name.trim().slice(0, 200), bindings, ...body }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Unknown = Readonly<Record<string, unknown>>

function toRecord(value: unknown): Unknown {
  return typeof value === 'object' && value !== null ? (value as Unknown) : {}
}

function readAll<Item>(
  value: unknown,
  read: (item: Unknown) => Item | undefined,
  most: number,
): Item[] | undefined {
  if (!Array.isArray(value) || value.length > most) {
    return undefined
  }
  const items = value.map((one) => read(toRecord(one)))
  return items.every((one) => one !== undefined) ? (items as Item[]) : undefined
}

const isText = (value: unknown, most = 5000): value is string =>
  typeof value === 'string' && value.length <= most

const isTexts = (value: unknown, most: number): value is string[] =>
  Array.isArray(value) && value.length <= most && value.every((one) => isText(one, 200))

const isWhole = (value: unknown): value is number => Number.isInteger(value)

function readVariable({ name, key, value }: Unknown): Variable | undefined {
  return isText(name, 60) && /^[A-Za-z_]\w*$/.test(name) && isText(key, 200) && isText(value)
    ? { name, key, value }
    : undefined
}

function readWidget(one: Unknown): Widget | undefined {
  const { id, kind, title, list, query, measures, by, part, limit } = one
  const { x, y, w, h } = toRecord(one['place'])
  const isKnown = WIDGET_KINDS.includes(kind as WidgetKind) && LIST_TYPES.includes(list as ListType)
  if (
    !isKnown ||
    !(isText(id, 60) && isText(title, 200) && isText(query) && isText(part)) ||
    !(isTexts(measures, DASHBOARD_LIMITS.measures) && isTexts(by, DASHBOARD_LIMITS.keys)) ||
    !(isWhole(limit) && limit >= 1 && limit <= 100) ||
    !(isWhole(x) && isWhole(y) && isWhole(w) && isWhole(h))
  ) {
    return undefined
  }
  return {
    ...{ id, title, query, measures, by, part, limit },
    kind: kind as WidgetKind,
    list: list as ListType,
    place: clampPlace({ x, y, w, h }),
  }
}
