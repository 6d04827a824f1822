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
  const shared = new Map<string, Asked>()
  const keyOf = (widget: Widget): string =>
    isShared(widget) && widget.id !== alone ? toSharedKey(widget, scope) : `alone ${widget.id}`
  for (const widget of askable) {
    shared.set(keyOf(widget), merge(shared.get(keyOf(widget)), toAsked(widget)))
  }
  return new Map(
    askable.map((widget) => {
      const asked = shared.get(keyOf(widget)) ?? toAsked(widget)
      const places = toMeasures(widget).map((measure) => asked.measures.indexOf(measure))
      return [widget.id, { question: toQuestion(widget, asked, scope), places }]
    }),
  )
}

/** Groups have an order of their own. */
function isShared({ kind, by }: Widget): boolean {
  return kind !== 'distribution' && by.length === 0
}

function toSharedKey(widget: Widget, scope: DashboardScope): string {
  const { query, part } = toWidgetSearch(widget, scope)
  return JSON.stringify([widget.list, query, usesPart(widget) ? part : ''])
}

function usesPart({ measures }: Pick<Widget, 'measures'>): boolean {
  return measures.includes('part') || measures.includes('share')
}

function toAsked(widget: Widget): Asked {
  const hasBuckets = widget.kind === 'timeSeries' || widget.kind === 'value'
  return { measures: toMeasures(widget), hasBefore: widget.kind === 'value', hasBuckets }
}

function merge(one: Asked | undefined, other: Asked): Asked {
  return one === undefined
    ? other
    : {
        measures: [...new Set([...one.measures, ...other.measures])],
        hasBefore: one.hasBefore || other.hasBefore,
        hasBuckets: one.hasBuckets || other.hasBuckets,
      }
}

function toQuestion(widget: Widget, asked: Asked, scope: DashboardScope): WidgetQuestion {
  const { list, kind, by, limit } = widget
  const { query, part } = toWidgetSearch(widget, scope)
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
      ...(asked.measures.some((one) => one === 'part' || one === 'share') && { part }),
    },
  }
}

export const toQuestionKey = ({ path, params }: WidgetQuestion): string =>
  `widget ${path} ${JSON.stringify(params)}`
