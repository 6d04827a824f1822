import { toSearch } from '../../api/request.ts'
import type { Range } from '../time/range.ts'
import { DEFAULT_RANGE, findRangeProblem, isRelative } from '../time/range.ts'
import { parseTimeSpan, printTimeSpan } from '../time/timeSpan.ts'
import { parseZone } from '../time/zone.ts'
import type { ExplorerState, SelectedRow } from './explorerState.ts'
import { toDefaultGrouped, toDefaultState, toGrouped } from './explorerState.ts'
import type { ListType } from './listType.ts'
import { parseListSegment, toListSegment } from './listType.ts'

/** A part of an address that was ignored, for a quiet hint: the screen shows the default instead. */
export interface UrlNote {
  param:
    | 'list'
    | 'range'
    | 'from'
    | 'to'
    | 'tz'
    | 'sort'
    | 'columns'
    | 'facets'
    | 'group'
    | 'density'
  value: string
}

export interface ParsedUrl {
  state: ExplorerState
  notes: readonly UrlNote[]
}

export interface Address {
  pathname: string
  /** With or without its `?`. */
  search: string
}

const MAX_KEYS = 50
const SORT = /^-?[^-\s][^\n]{0,199}$/

/** Parses an address, which a person may have typed or cut. Never throws: odd parts become the default, with a note. */
export function parseExplorerUrl({ pathname, search }: Address): ParsedUrl {
  const params = new URLSearchParams(search)
  const notes: UrlNote[] = []
  const note = (param: UrlNote['param'], value: string): undefined => {
    notes.push({ param, value })
  }
  const list = parseList(pathname) ?? note('list', pathname) ?? 'sessions'
  const range = parseRange(params, note)
  const state: ExplorerState = {
    ...toDefaultState(list),
    isGrouped: parseGrouped(params, list, note),
    query: params.get('query') ?? '',
    aside: params.get('aside') ?? '',
    appId: params.get('app_id') || undefined,
    range,
    zone: readOne(params, 'tz', note, parseZone) ?? 'browser',
    columns: readOne(params, 'columns', note, parseKeys),
    sort: readOne(params, 'sort', note, (text) => (SORT.test(text) ? text : undefined)),
    facets: parseFacets(params, note),
    density: readOne(params, 'density', note, parseDensity) ?? 'dense',
    isLive: params.get('live') === '1' && isRelative(range),
    selected: parseSelected(params),
  }
  return { state, notes }
}

/** Returns the address of a screen. Omits defaults, so that the default screen has a plain address. */
export function toExplorerUrl(state: ExplorerState): string {
  const { list, selected } = state
  return `/${toListSegment(list)}${toSearch({
    query: state.query,
    aside: state.aside,
    app_id: state.appId,
    ...toRangeText(state.range),
    tz: state.zone === 'browser' ? undefined : state.zone,
    live: state.isLive ? 1 : undefined,
    group: state.isGrouped === toDefaultGrouped(list) ? undefined : Number(state.isGrouped),
    columns: state.columns && printKeys(state.columns),
    sort: state.sort,
    facets: state.facets && (printKeys(state.facets) || 'none'),
    density: state.density === 'dense' ? undefined : state.density,
    session: selected?.sessionId,
    session_app: selected?.appId,
    event: selected?.eventId,
    event_time: selected?.time,
  })}`
}

type AddNote = (param: UrlNote['param'], value: string) => undefined

function parseList(pathname: string): ListType | undefined {
  const segment = pathname.replace(/^\/|\/$/g, '')
  return segment === '' ? 'sessions' : parseListSegment(segment)
}

/** Reads a parameter; one that is there, but has no meaning, is noted. */
function readOne<Value>(
  params: URLSearchParams,
  param: UrlNote['param'],
  note: AddNote,
  parse: (text: string) => Value | undefined,
): Value | undefined {
  const text = params.get(param) ?? ''
  return text === '' ? undefined : (parse(text) ?? note(param, text))
}

function parseRange(params: URLSearchParams, note: AddNote): Range {
  const last = readOne(params, 'range', note, parseTimeSpan)
  if (last !== undefined) {
    return { last }
  }
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? '']
  if (from === '' && to === '') {
    return DEFAULT_RANGE
  }
  const window = { from: toTime(from), to: toTime(to) }
  if (findRangeProblem(window) !== undefined) {
    note(Number.isNaN(window.from) ? 'from' : 'to', Number.isNaN(window.from) ? from : to)
    return DEFAULT_RANGE
  }
  return window
}

/** ISO, so that people in any time zone can read a link; or ms, as the collector takes them. */
function toTime(text: string): number {
  return /^\d{12,15}$/.test(text) ? Number(text) : Date.parse(text)
}

function toRangeText(range: Range): Record<string, string | undefined> {
  if (!isRelative(range)) {
    return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() }
  }
  const text = printTimeSpan(range.last)
  return {
    range:
      isRelative(DEFAULT_RANGE) && text === printTimeSpan(DEFAULT_RANGE.last) ? undefined : text,
  }
}

function parseGrouped(params: URLSearchParams, list: ListType, note: AddNote): boolean {
  const chosen = readOne(params, 'group', note, (text) =>
    text === '1' ? 'yes' : text === '0' ? 'no' : undefined,
  )
  return toGrouped(list, chosen === undefined ? toDefaultGrouped(list) : chosen === 'yes')
}

function parseDensity(text: string): ExplorerState['density'] | undefined {
  return text === 'dense' || text === 'comfortable' ? text : undefined
}

function parseSelected(params: URLSearchParams): SelectedRow | undefined {
  const sessionId = params.get('session') ?? ''
  const eventId = params.get('event') || undefined
  const number = Number(params.get('event_time') || Number.NaN)
  const time = Number.isSafeInteger(number) && eventId !== undefined ? number : undefined
  return sessionId === '' && time === undefined
    ? undefined
    : { sessionId, appId: params.get('session_app') ?? '', eventId, time }
}

/** `none`: every facet was removed, which differs from the default. */
function parseFacets(params: URLSearchParams, note: AddNote): readonly string[] | undefined {
  return params.get('facets') === 'none' ? [] : readOne(params, 'facets', note, parseKeys)
}

/** Keys by commas. A custom attribute may have a comma in its name, which is escaped. */
function parseKeys(text: string): readonly string[] | undefined {
  const keys = (text.match(/(?:[^,\\]|\\[\s\S])+/g) ?? []).map((key) =>
    key.replace(/\\([\s\S])/g, '$1'),
  )
  const unique = [...new Set(keys)].slice(0, MAX_KEYS)
  return unique.length === 0 ? undefined : unique
}

function printKeys(keys: readonly string[]): string {
  return keys.map((key) => key.replace(/[,\\]/g, '\\$&')).join(',')
}
