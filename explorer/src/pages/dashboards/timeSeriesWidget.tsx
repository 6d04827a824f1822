import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { MeasuredGroup } from '../../../../protocol/analytics.ts'
import type { TimeSeries } from '../../components/charts/timeChart.tsx'
import { TimeChart } from '../../components/charts/timeChart.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { formatSpan, formatTick } from '../../i18n/format.ts'
import { toValueText } from '../../i18n/valueText.ts'
import type { Widget } from '../../models/dashboards/dashboard.ts'
import { toValueTerm } from '../../models/search/filterValue.ts'
import { toBehindUrl } from './widgetContext.ts'
import type { PictureProps } from './widgetPicture.tsx'
import {
  formatMeasure,
  formatShortly,
  toMeasureKind,
  toMeasureLabel,
  toWidgetTitle,
} from './widgetTexts.ts'

type Span = readonly [low: number, high: number]

interface Series extends TimeSeries {
  total: number | null
  /** Address of the rows behind it. */
  href: string
  kind: ReturnType<typeof toMeasureKind>
}

/** A number over time, by itself or for each of the largest groups, with a legend that reads what is pointed at. */
export function TimeSeriesWidget(props: PictureProps): JSX.Element | null {
  const { widget, scope, answer, markedAt, zoom, open } = props
  const [span, setSpan] = useState<Span>()
  const groups = answer.groups
  const buckets = groups?.[0]?.buckets
  if (!groups || !buckets) {
    return groups ? <p class="faint">{t('widget.none')}</p> : null
  }
  const times = buckets.map(({ time }) => time)
  const series = toSeries(props, groups)
  const kind = toMeasureKind(widget.measures[0] ?? '', widget.list)
  const endOf = (index: number): number =>
    Math.min(times[index + 1] ?? scope.window.to, scope.window.to)
  const startOf = (index: number): number => Math.max(times[index] ?? 0, scope.window.from)
  const choose = (low: number, high: number): void => {
    const window = { from: startOf(low), to: Math.max(endOf(high), startOf(low) + 1000) }
    if (low === high || zoom === undefined) {
      open(toBehindUrl(props, { window }))
    } else {
      zoom(window)
    }
  }
  return (
    <div class="time-widget">
      <TimeChart
        label={t('widget.chart', { name: toWidgetTitle(widget) })}
        times={times}
        end={scope.window.to}
        series={series}
        isStacked={isStacked(widget)}
        marked={markedAt === undefined ? undefined : { at: markedAt, label: t('dash.bound.mark') }}
        tone={widget.list}
        formatValue={(value) => formatShortly(value, kind)}
        formats={{ tick: formatTick }}
        point={setSpan}
        choose={choose}
      />
      <Legend
        series={series}
        span={span}
        spanText={span && formatSpan(startOf(span[0]), endOf(span[1]))}
      />
    </div>
  )
}

/** Counts may stand on each other; percentiles, shares and distinct people may not. */
function isStacked({ measures, by }: Widget): boolean {
  const [first = ''] = measures
  const isSum = first === 'count' || first === 'part' || first.startsWith('sum(')
  return measures.length === 1 && (isSum || (by.length === 0 && /^(users|sessions)$/.test(first)))
}

function toSeries(props: PictureProps, groups: readonly MeasuredGroup[]): Series[] {
  const { measures, by, list } = props.widget
  const toValues = ({ buckets = [] }: MeasuredGroup, place: number): (number | null)[] =>
    buckets.map(({ values }) => values[place] ?? null)
  if (by.length === 0) {
    const [all] = groups
    return measures.map((measure, place) => ({
      label: toMeasureLabel(measure, list),
      values: all ? toValues(all, place) : [],
      total: all?.totals[place] ?? null,
      href: toBehindUrl(props),
      kind: toMeasureKind(measure, list),
    }))
  }
  return groups.map((group) => ({
    label: group.values.map((value, index) => toValueText(by[index] ?? '', value)).join(' · '),
    values: toValues(group, 0),
    total: group.totals[0] ?? null,
    href: toBehindUrl(props, {
      terms: by.map((key, index) => toValueTerm({ key, value: group.values[index] })),
    }),
    kind: toMeasureKind(measures[0] ?? '', list),
  }))
}

interface LegendProps {
  series: readonly Series[]
  span: Span | undefined
  spanText: string | undefined
}

function Legend({ series, span, spanText }: LegendProps): JSX.Element {
  return (
    <div class="legend" role={span ? 'status' : undefined}>
      <ul>
        {series.map(({ label, values, total, href, kind }, index) => (
          <li key={label}>
            <Link href={href} class="legend-item" title={label}>
              <span
                class={`swatch series-${(index % 8) + 1}${series.length === 1 ? ' only' : ''}`}
              />
              <span class="legend-name">{label}</span>
              <span class="legend-value">
                {formatMeasure(span ? readSpan(values, span, kind) : total, kind)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {spanText && <span class="legend-time faint">{spanText}</span>}
    </div>
  )
}

/** Counts of several buckets add up; of other numbers the first one is read. */
function readSpan(
  values: readonly (number | null)[],
  [low, high]: Span,
  kind: Series['kind'],
): number | null {
  const shown = values.slice(low, high + 1)
  return kind === 'count'
    ? shown.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    : (shown[0] ?? null)
}
