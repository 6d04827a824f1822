import type { ExplorerState } from '../explorer/explorerState.ts'
import { toDefaultState } from '../explorer/explorerState.ts'
import type { FieldIndex } from '../fields/fieldIndex.ts'
import { addTerm } from '../search/editSearch.ts'
import { moveTerms } from '../search/moveTerms.ts'
import type { Range, TimeWindow } from '../time/range.ts'
import type { ZoneChoice } from '../time/zone.ts'
import type { Variable, Widget } from './dashboard.ts'
import { fillSearch } from './fillSearch.ts'

/** The subject of all widgets of a dashboard. */
export interface DashboardScope {
  range: Range
  /** One window for all questions. */
  window: TimeWindow
  zone: ZoneChoice
  appId: string | undefined
  /** Search of the page, which each widget is narrowed by as far as it applies. */
  query: string
  variables: readonly Variable[]
  /** Choices of variables, by their names; others have the value that they begin with. */
  chosen: Readonly<Record<string, string>>
  fields: Pick<FieldIndex, 'appliesTo'>
}

export interface WidgetSearch {
  query: string
  part: string
  /** Terms of the page that the rows of the widget cannot have. */
  ignored: string
}

/** Returns the search of a widget with the choices of variables and the search of the page. */
export function toWidgetSearch(
  { list, query, part }: Pick<Widget, 'list' | 'query' | 'part'>,
  { query: ofPage, variables, chosen, fields }: DashboardScope,
): WidgetSearch {
  const choices = variables.map(({ name, key, value }) => ({
    name,
    key,
    value: chosen[name] ?? value,
  }))
  const applies = (key: string): boolean => fields.appliesTo(list, key)
  const own = moveTerms({ query: fillSearch(query, choices), aside: '' }, applies)
  const page = moveTerms({ query: ofPage.trim(), aside: '' }, applies)
  return {
    query: joinSearches(own.query, page.query),
    part: fillSearch(part, choices),
    ignored: joinSearches(own.aside, page.aside),
  }
}

/** Returns a search for what both find. */
export function joinSearches(one: string, other: string): string {
  return one.trim() === '' || other.trim() === ''
    ? `${one}${other}`.trim()
    : addTerm(one.trim(), /\bOR\b/.test(other) ? `(${other.trim()})` : other.trim())
}

export interface Behind {
  /** Further terms, such as that of a row. */
  terms?: readonly string[]
  /** Part of the range, such as a bar's. */
  window?: TimeWindow
}

/** Returns the list of the rows that a widget, or a part of it, is about. */
export function toListBehind(
  widget: Pick<Widget, 'list' | 'query' | 'part'>,
  scope: DashboardScope,
  { terms = [], window }: Behind = {},
): ExplorerState {
  return {
    ...toDefaultState(widget.list),
    query: terms.reduce(addTerm, toWidgetSearch(widget, scope).query),
    appId: scope.appId,
    range: window ?? scope.range,
    zone: scope.zone,
  }
}
