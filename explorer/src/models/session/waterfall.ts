import type { SessionEvent } from '../../../../protocol/query.ts'
import { toEventDuration, toEventName } from '../eventFields.ts'
import { isFailedRequest } from './journey.ts'

export const PHASES = ['redirect', 'dns', 'connect', 'ssl', 'firstByte', 'download'] as const
export type PhaseName = (typeof PHASES)[number]

/** Times are ms since the start of the view, unless they say otherwise. */
export interface TimeWindow {
  from: number
  to: number
}

export interface Phase extends TimeWindow {
  name: PhaseName
}

export interface Bar extends TimeWindow {
  eventId: string
  event: SessionEvent
  label: string
  /** Host of a resource; empty for other events. */
  host: string
  isBlocking: boolean
  isCached: boolean
  isFailed: boolean
}

/** Events of one view on one time axis. */
export interface Waterfall {
  bars: readonly Bar[]
  /** End of the last bar, 1 ms at least. */
  end: number
}

const NS_PER_MS = 1e6

const PHASE_FIELDS: Readonly<Record<PhaseName, string>> = {
  redirect: 'resource_redirect_time',
  dns: 'resource_dns_time',
  connect: 'resource_connect_time',
  ssl: 'resource_ssl_time',
  firstByte: 'resource_first_byte_time',
  download: 'resource_download_time',
}

/** Collects resources, long tasks, actions and errors of a view, in the order of time. */
export function toWaterfall(events: readonly SessionEvent[], viewId: string): Waterfall {
  const own = events.filter(({ view_id: id }) => id === viewId)
  const start = own.find(({ type }) => type === 'view')?.time ?? own[0]?.time ?? 0
  const bars = own
    .filter(({ type }) => type !== 'view' && type !== 'log') // logs have a panel of their own
    .map((event) => toBar(event, start))
  return { bars, end: bars.reduce((end, bar) => Math.max(end, bar.to), 1) }
}

function toBar(event: SessionEvent, start: number): Bar {
  const from = event.time - start
  const { attributes } = event
  return {
    eventId: event.event_id,
    event,
    label: toEventName(event),
    host: event.type === 'resource' ? String(attributes['resource_url_host'] ?? '') : '',
    from,
    to: from + toEventDuration(event) / NS_PER_MS,
    isBlocking: attributes['resource_render_blocking_status'] === 'blocking',
    isCached: attributes['resource_delivery_type'] === 'cache',
    isFailed: isFailedRequest(event),
  }
}

const known = new WeakMap<object, Phase[]>()

/** Returns the phases of a bar, read once. Only bars in view are asked: reading those of 20,000 would take seconds. */
export function toPhases(bar: Pick<Bar, 'event' | 'from'>): Phase[] {
  const phases = known.get(bar) ?? readPhases(bar)
  known.set(bar, phases)
  return phases
}

function readPhases({ event, from }: Pick<Bar, 'event' | 'from'>): Phase[] {
  if (event.type !== 'resource') {
    return []
  }
  return PHASES.flatMap((name) => {
    const span = readSpan(event.attributes[PHASE_FIELDS[name]])
    return span ? [{ name, from: from + span.start, to: from + span.start + span.duration }] : []
  })
}

/** Reads `{"start": ns, "duration": ns}`, as the SDK writes it; anything else is no phase. */
function readSpan(value: unknown): { start: number; duration: number } | undefined {
  if (typeof value !== 'string') {
    return undefined
  }
  try {
    const span: unknown = JSON.parse(value)
    const { start, duration } = span as Record<string, unknown>
    return typeof start === 'number' && typeof duration === 'number' && duration > 0
      ? { start: start / NS_PER_MS, duration: duration / NS_PER_MS }
      : undefined
  } catch {
    return undefined // absent, cut or not JSON
  }
}

export interface BarFilter {
  /** Types of events; empty for all. */
  types: readonly SessionEvent['type'][]
  text: string
}

export function filterBars(bars: readonly Bar[], { types, text }: BarFilter): Bar[] {
  const wanted = text.trim().toLowerCase()
  return bars.filter(
    ({ event, label }) =>
      (types.length === 0 || types.includes(event.type)) && label.toLowerCase().includes(wanted),
  )
}

/** A row of the waterfall: a bar, or the heading of a host with its number of bars. */
export type WaterfallRow = { bar: Bar } | { host: string; count: number }

/** Puts the bars of each host together, hosts in the order of their first bar; the page's own events come last. */
export function groupByHost(bars: readonly Bar[]): WaterfallRow[] {
  const groups = new Map<string, Bar[]>()
  for (const bar of bars) {
    const group = groups.get(bar.host)
    if (group) {
      group.push(bar)
    } else {
      groups.set(bar.host, [bar])
    }
  }
  return [...groups]
    .sort(([one], [other]) => Number(one === '') - Number(other === ''))
    .flatMap(([host, group]) => [{ host, count: group.length }, ...group.map((bar) => ({ bar }))])
}

/** The load of the page fills the first window; all of the view, if the opened event lies behind it or the load is empty. */
export function toFirstWindow(
  { bars, end }: Waterfall,
  { loadMs, opened }: { loadMs: number; opened: number | undefined },
): TimeWindow {
  const load = loadMs * 1.1
  const isIn = opened === undefined ? bars.some(({ from }) => from <= load) : opened <= load
  const isLoad = load > 0 && load < end && isIn
  return { from: 0, to: isLoad ? load : end * 1.02 }
}

/** The axis is not stretched below this. */
const LEAST_WINDOW = 5

/** Makes a window wider (`factor` above 1) or narrower around a time, within the view. */
export function zoomWindow(
  { from, to }: TimeWindow,
  { factor, at, end }: { factor: number; at: number; end: number },
): TimeWindow {
  const length = Math.min(Math.max((to - from) * factor, LEAST_WINDOW), end)
  const share = to > from ? (at - from) / (to - from) : 0.5
  return moveInto({ from: at - share * length, to: at + (1 - share) * length }, end)
}

/** Moves a window by a share of its length, within the view. */
export function panWindow({ from, to }: TimeWindow, share: number, end: number): TimeWindow {
  const by = (to - from) * share
  return moveInto({ from: from + by, to: to + by }, end)
}

function moveInto({ from, to }: TimeWindow, end: number): TimeWindow {
  const length = to - from
  const start = Math.max(0, Math.min(from, end - length))
  return { from: start, to: start + length }
}
