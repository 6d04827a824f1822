import { MEASURE_LIMITS, parseMeasure } from '../../../../protocol/measure.ts'
import { isVitalKey } from '../../../../protocol/vitalThresholds.ts'
import { toEventType } from '../explorer/listType.ts'
import { toInterval } from '../time/range.ts'
import { toZoneName } from '../time/zone.ts'
import type { Widget } from './dashboard.ts'
import type { DashboardScope } from './widgetSearch.ts'
import { toWidgetSearch } from './widgetSearch.ts'

/** A request to the collector. Widgets with equal ones share the answer. */
export interface WidgetQuestion {
  path: string
  params: Readonly<Record<string, string | number | undefined>>
}

/** Question of a widget, before it is joined with others about the same rows. */
interface Asked {
  measures: readonly string[]
  /** Search of `part` and `share`; `undefined` where no widget asks for them. */
  part: string | undefined
  hasBefore: boolean
  hasBuckets: boolean
}

export interface WidgetPlan {
  question: WidgetQuestion
  /** Places of the widget's measures in the answer. */
  places: readonly number[]
}

const MOST_BUCKETS = 72
const BARS = 32

/** Returns the measures that a widget shows, in its own order. */
export function toMeasures({
  kind,
  measures,
}: Pick<Widget, 'kind' | 'measures'>): readonly string[] {
  const [key = ''] = measures
  return kind === 'vital' ? [`p75(${key})`, `good(${key})`, `poor(${key})`] : measures
}

/** Explains in a word why a widget cannot be asked about; `undefined` for one that can. */
export function findWidgetProblem(widget: Widget): 'measure' | 'vital' | 'groups' | undefined {
  const { kind, measures, by } = widget
  if (kind === 'vital') {
    return isVitalKey(measures[0] ?? '') ? undefined : 'vital'
  }
  if (kind === 'distribution') {
    return measures[0] ? undefined : 'measure'
  }
  if (measures.length === 0 || measures.some((text) => parseMeasure(text) === undefined)) {
    return 'measure'
  }
  return (kind === 'topList' || kind === 'table') && by.length === 0 ? 'groups' : undefined
}

/**
 * Plans the requests of a dashboard. Numbers of the same rows are asked for together: one pass over the data of the
 * collector answers several widgets. A widget that cannot be asked about has no plan.
 *
 * @param alone - widget that is being edited: its changes must not ask the others again
 */
export function planQuestions(
  widgets: readonly Widget[],
  scope: DashboardScope,
  alone?: string,
): ReadonlyMap<string, WidgetPlan> {
  const askable = widgets.filter((widget) => findWidgetProblem(widget) === undefined)
  const joins = (widget: Widget): boolean => isShared(widget) && widget.id !== alone
  const parts = findParts(askable.filter(joins), scope)
  const questions: Shared[] = []
  for (const widget of askable) {
    const key = joins(widget) ? toSharedKey(widget, scope, parts) : undefined
    const asked = toAsked(widget, scope)
    const found = questions.find((one) => one.key === key && key !== undefined && fits(one, asked))
    if (found) {
      found.asked = merge(found.asked, asked)
      found.widgets.push(widget)
    } else {
      questions.push({ key, asked, widgets: [widget] })
    }
  }
  return new Map(
    questions.flatMap(({ asked, widgets: sharing }) =>
      sharing.map((widget) => {
        const places = toMeasures(widget).map((measure) => asked.measures.indexOf(measure))
        return [widget.id, { question: toQuestion(widget, asked, scope), places }] as const
      }),
    ),
  )
}

/** Widgets that share a question. */
interface Shared {
  /** The rows that it is about; `undefined` for a question that no other widget may join. */
  key: string | undefined
  asked: Asked
  widgets: Widget[]
}

function fits({ asked }: Shared, more: Asked): boolean {
  return merge(asked, more).measures.length <= MEASURE_LIMITS.measures
}

/** Groups have an order of their own. */
function isShared({ kind, by }: Widget): boolean {
  return kind !== 'distribution' && by.length === 0
}

/** A question has one part. Widgets without one join those that have the first part of the same rows. */
function findParts(widgets: readonly Widget[], scope: DashboardScope): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  for (const widget of widgets) {
    const rows = toRowsKey(widget, scope)
    const part = parts.get(rows) ?? toPart(widget, scope)
    if (part !== undefined) {
      parts.set(rows, part)
    }
  }
  return parts
}

function toRowsKey(widget: Widget, scope: DashboardScope): string {
  return JSON.stringify([widget.list, toWidgetSearch(widget, scope).query])
}

function toSharedKey(
  widget: Widget,
  scope: DashboardScope,
  parts: ReadonlyMap<string, string>,
): string {
  const rows = toRowsKey(widget, scope)
  return JSON.stringify([rows, toPart(widget, scope) ?? parts.get(rows)])
}

function toPart(widget: Widget, scope: DashboardScope): string | undefined {
  return usesPart(widget) ? toWidgetSearch(widget, scope).part : undefined
}

function usesPart({ measures }: { measures: readonly string[] }): boolean {
  return measures.includes('part') || measures.includes('share')
}

function toAsked(widget: Widget, scope: DashboardScope): Asked {
  return {
    measures: toMeasures(widget),
    part: toPart(widget, scope),
    hasBefore: widget.kind === 'value',
    hasBuckets: widget.kind === 'timeSeries' || widget.kind === 'value',
  }
}

function merge(one: Asked, other: Asked): Asked {
  return {
    measures: [...new Set([...one.measures, ...other.measures])],
    part: one.part ?? other.part,
    hasBefore: one.hasBefore || other.hasBefore,
    hasBuckets: one.hasBuckets || other.hasBuckets,
  }
}

function toQuestion(widget: Widget, asked: Asked, scope: DashboardScope): WidgetQuestion {
  const { list, kind, by, limit } = widget
  const { query } = toWidgetSearch(widget, scope)
  const root = list === 'sessions' ? '/api/sessions' : '/api/events'
  const { window, appId, zone } = scope
  const range = {
    // Closed at both ends, so that the widgets count the same rows, whenever each is asked.
    from: window.from,
    to: window.to,
    app_id: appId,
    type: toEventType(list),
    query: query || undefined,
  }
  if (kind === 'distribution') {
    return {
      path: `${root}/distribution`,
      params: { ...range, key: widget.measures[0], bars: BARS },
    }
  }
  const most = by.length > 0 && asked.hasBuckets ? MEASURE_LIMITS.series : MEASURE_LIMITS.groups
  return {
    path: `${root}/measures`,
    params: {
      ...range,
      measures: asked.measures.join(','),
      ...(by.length > 0 && { by: by.join(','), limit: Math.min(limit, most) }),
      ...(asked.hasBefore && by.length === 0 && { before: 'true' }),
      ...(asked.hasBuckets && {
        interval: toInterval(window, MOST_BUCKETS),
        zone: toZoneName(zone),
      }),
      ...(asked.part !== undefined && { part: asked.part }),
    },
  }
}

export const toQuestionKey = ({ path, params }: WidgetQuestion): string =>
  `widget ${path} ${JSON.stringify(params)}`
