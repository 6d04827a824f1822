import type { JourneyEvent, SessionEvent } from '../../../../protocol/query.ts'
import { toEventDuration, toEventName } from '../eventFields.ts'
import type { Span, TimeScale } from './timeScale.ts'
import { createTimeScale } from './timeScale.ts'

/** Kinds of marks, the gravest first. Each has a shape of its own. */
export const MARK_KINDS = [
  'crash',
  'error',
  'failedRequest',
  'frustration',
  'longTask',
  'action',
] as const
export type MarkKind = (typeof MARK_KINDS)[number]

/** Line of the strip that a kind stands on. */
const LINES: Readonly<Record<MarkKind, number>> = {
  crash: 0,
  error: 0,
  failedRequest: 0,
  frustration: 1,
  action: 1,
  longTask: 2,
}

interface Place {
  /** First event here, which a click selects. */
  eventId: string
  /** ms since the epoch. */
  time: number
  /** Number of events here. */
  count: number
  label: string
}

export interface JourneyView extends Place {
  x: number
  width: number
  /** Views of several tabs at one time lie on lines below each other. */
  lane: number
}

export interface JourneyMark extends Place {
  kind: MarkKind
  x: number
  line: number
}

/** Picture of a session: its views on the time axis, and marks for what happened. */
export interface Journey {
  scale: TimeScale
  views: readonly JourneyView[]
  lanes: number
  marks: readonly JourneyMark[]
}

const MAX_LANES = 3
/** Views narrower than this join their neighbour. */
const LEAST_VIEW = 4
/** Marks of one kind this close are one mark. */
const CELL = 10
const NS_PER_MS = 1e6

/** Drawn part of an event, made of the whole event or of the short answer about all events. */
export interface DrawnEvent {
  eventId: string
  /** ms since the epoch. */
  time: number
  end: number
  label: string
  isView: boolean
  /** Absent for views, and for requests that worked. */
  kind: MarkKind | undefined
}

export function toDrawn(event: SessionEvent): DrawnEvent {
  return {
    eventId: event.event_id,
    time: event.time,
    end: event.time + toEventDuration(event) / NS_PER_MS,
    label: toEventName(event),
    isView: event.type === 'view',
    kind: toMarkKind(event),
  }
}

const KINDS: Readonly<Record<NonNullable<JourneyEvent['mark']>, MarkKind>> = {
  crash: 'crash',
  error: 'error',
  failed_request: 'failedRequest',
  frustration: 'frustration',
  long_task: 'longTask',
  action: 'action',
}

export function fromJourneyEvent({ mark, ...event }: JourneyEvent): DrawnEvent {
  return {
    eventId: event.event_id,
    time: event.time,
    end: event.time + event.duration / NS_PER_MS,
    label: event.name,
    isView: event.type === 'view',
    kind: mark && KINDS[mark],
  }
}

/** Draws the events of a session, in the order of time, on a strip. The number of parts depends on the width alone. */
export function toJourney(
  events: readonly DrawnEvent[],
  width: number,
  /** Time whose events are not loaded yet: it keeps its place, so that nothing moves when they come. */
  rest?: Span,
): Journey {
  const busy = events.map((event) => ({
    from: event.time,
    to: event.isView ? event.time : event.end,
  }))
  const bounds = toBounds(events)
  const scale = createTimeScale(rest ? [...busy, rest] : busy, {
    bounds: rest ? { from: bounds.from, to: Math.max(bounds.to, rest.to) } : bounds,
    width,
  })
  const views = toViews(events, scale)
  return {
    scale,
    views,
    lanes: views.reduce((most, { lane }) => Math.max(most, lane + 1), 1),
    marks: toMarks(events, scale),
  }
}

function toBounds(events: readonly DrawnEvent[]): Span {
  const from = events[0]?.time ?? 0
  return { from, to: events.reduce((end, event) => Math.max(end, event.end), from) }
}

function toViews(events: readonly DrawnEvent[], scale: TimeScale): JourneyView[] {
  const views: JourneyView[] = []
  const last: (JourneyView | undefined)[] = []
  const ends: number[] = []
  for (const event of events) {
    if (!event.isView) {
      continue
    }
    const lane = findLane(ends, event.time)
    const x = scale.toX(event.time)
    const width = scale.toX(event.end) - x
    const before = last[lane]
    ends[lane] = Math.max(ends[lane] ?? 0, event.end)
    if (
      before &&
      (x + width - before.x < LEAST_VIEW || x < before.x + Math.min(before.width, LEAST_VIEW))
    ) {
      before.count++
      before.width = Math.max(before.width, x + width - before.x)
    } else {
      if (before) {
        before.width = Math.min(before.width, x - before.x)
      }
      const view = { ...toPlace(event), x, width: Math.max(width, LEAST_VIEW), lane }
      last[lane] = view
      views.push(view)
    }
  }
  return views
}

/** Views that follow each other share a line; the tolerance is for a view that ends as the next one starts. */
function findLane(ends: readonly number[], time: number): number {
  const free = ends.findIndex((end) => end <= time + 1000)
  return free >= 0 ? free : Math.min(ends.length, MAX_LANES - 1)
}

function toMarks(events: readonly DrawnEvent[], scale: TimeScale): JourneyMark[] {
  const cells = new Map<string, JourneyMark>()
  for (const event of events) {
    const { kind } = event
    if (kind === undefined) {
      continue
    }
    const x = scale.toX(event.time)
    const cell = `${kind} ${Math.floor(x / CELL)}`
    const mark = cells.get(cell)
    if (mark) {
      mark.count++
    } else {
      cells.set(cell, { ...toPlace(event), kind, x, line: LINES[kind] })
    }
  }
  return [...cells.values()].sort((one, other) => one.time - other.time)
}

function toPlace({ eventId, time, label }: DrawnEvent): Place {
  return { eventId, time, count: 1, label }
}

/** Returns the mark that an event gets; `undefined` for views and for requests that worked. */
export function toMarkKind(event: SessionEvent): MarkKind | undefined {
  switch (event.type) {
    case 'error':
      return event.attributes['error_handling'] === 'unhandled' ? 'crash' : 'error'
    case 'action':
      return isFrustrated(event) ? 'frustration' : 'action'
    case 'long_task':
      return 'longTask'
    case 'resource':
      return isFailedRequest(event) ? 'failedRequest' : undefined
    default:
      return undefined
  }
}

export function isFailedRequest(event: SessionEvent): boolean {
  return (
    event.type === 'resource' &&
    (/^[45]/.test(event.resource_status) || event.attributes['resource_failure'] === 'failed')
  )
}

function isFrustrated({ attributes }: SessionEvent): boolean {
  const types = String(attributes['action_frustration_types'] ?? '')
  return types !== '' && types !== '[]'
}

/** The parts of a journey as one walks through them by key: in the order of time, a view before what happens in it. */
export function listStops({ views, marks }: Journey): (JourneyView | JourneyMark)[] {
  return [...views, ...marks].sort((one, other) => one.time - other.time)
}

/** The mark at a point, else the view below it. `line` is that of the marks, or `undefined` on the views. */
export function findStop(
  { views, marks }: Journey,
  { x, line, lane }: { x: number; line: number | undefined; lane: number },
): JourneyView | JourneyMark | undefined {
  const near = marks
    .filter((mark) => mark.line === line && Math.abs(mark.x - x) <= CELL)
    .sort((one, other) => Math.abs(one.x - x) - Math.abs(other.x - x))
  const under = views.filter((view) => view.x <= x && x <= view.x + view.width)
  return near[0] ?? under.find((view) => view.lane === lane) ?? under[0]
}
