import type { Distribution, MeasuredGroup, Measures } from '../../../../protocol/analytics.ts'
import { fetchWidget } from '../../api/dashboards.ts'
import type { Widget } from '../../models/dashboards/dashboard.ts'
import type { WidgetPlan } from '../../models/dashboards/widgetQuestion.ts'
import { toMeasures, toQuestionKey } from '../../models/dashboards/widgetQuestion.ts'
import type { Load } from '../../queries/load.ts'
import { useQuery } from '../../queries/useQuery.ts'

export interface WidgetAnswer {
  load: Load<Measures | Distribution>
  /** Groups with the widget's own numbers, in its order; `undefined` until they are there. */
  groups: readonly MeasuredGroup[] | undefined
  bars: Distribution['bars'] | undefined
}

/** Asks for the numbers of a widget; widgets that share a question share its answer. */
export function useWidgetAnswer(widget: Widget, plan: WidgetPlan | undefined): WidgetAnswer {
  const question = plan?.question
  const load = useQuery<Measures | Distribution>(
    question && toQuestionKey(question),
    (abort) => fetchWidget(question as WidgetPlan['question'], abort),
    { isQuiet: true }, // the widget itself says that it is slow
  )
  const { data } = load
  return {
    load,
    groups: data && 'groups' in data ? pick(data, widget) : undefined,
    bars: data && 'bars' in data ? data.bars : undefined,
  }
}

/** An answer to another question, while the next one is awaited, may not have every number. */
function pick({ measures, groups }: Measures, widget: Widget): MeasuredGroup[] | undefined {
  const places = toMeasures(widget).map((measure) => measures.indexOf(measure))
  if (places.includes(-1)) {
    return undefined
  }
  const take = (values: readonly (number | null)[]): (number | null)[] =>
    places.map((place) => values[place] ?? null)
  return groups.map(({ values, totals, before, buckets }) => ({
    values,
    totals: take(totals),
    ...(before && { before: take(before) }),
    ...(buckets && {
      buckets: buckets.map((one) => ({ time: one.time, values: take(one.values) })),
    }),
  }))
}
