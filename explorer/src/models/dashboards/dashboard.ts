import type { ListType } from '../explorer/listType.ts'

/** Version of the stored form. A dashboard of a later one is shown by a later explorer only. */
export const DASHBOARD_VERSION = 1

export const WIDGET_KINDS = [
  'timeSeries',
  'value',
  'topList',
  'table',
  'distribution',
  'vital',
] as const
export type WidgetKind = (typeof WIDGET_KINDS)[number]

/** Cells of the grid of 12 columns; `y` counts rows from the top. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** One question about the rows of a list, and how its answer is shown. */
export interface Widget {
  readonly id: string
  readonly kind: WidgetKind
  /** Empty: named by what it shows. */
  readonly title: string
  readonly list: ListType
  /** Search, in which `$name` stands for the choice of a variable. */
  readonly query: string
  /** As `protocol/measure.ts` writes them; of a distribution and a vital the field's key. */
  readonly measures: readonly string[]
  /** Keys of the groups: none for all rows together. */
  readonly by: readonly string[]
  /** Search for the rows that the measures `part` and `share` are about. */
  readonly part: string
  /** Groups at most. */
  readonly limit: number
  readonly place: Place
}

/** A choice at the top of a dashboard. In a search `$name` stands for `key:value`, or for nothing while none is chosen. */
export interface Variable {
  readonly name: string
  readonly key: string
  /** Chosen at first; empty for none. */
  readonly value: string
}

/** The dashboard appears at the records whose field has this value; `*` is any text. */
export interface Binding {
  readonly key: string
  readonly value: string
}

export interface Dashboard {
  readonly id: string
  readonly name: string
  /** Application that it belongs to; empty for every one. */
  readonly appId: string
  readonly isPrivate: boolean
  /** Comes with the explorer: it can be copied, and not changed. */
  readonly isBuiltIn: boolean
  readonly bindings: readonly Binding[]
  readonly variables: readonly Variable[]
  readonly widgets: readonly Widget[]
}

export const DASHBOARD_LIMITS = {
  widgets: 40,
  variables: 8,
  bindings: 10,
  measures: 6,
  keys: 3,
} as const
