import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { Health, Release, ReleaseSeries } from '../../../../protocol/releases.ts'
import { Segmented } from '../../components/segmented.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatSpan, formatTick } from '../../i18n/format.ts'
import { t } from '../../i18n/releaseMessages.ts'
import type { Drawing, DrawnSeries } from '../../models/releases/drawing.ts'
import { toDrawing } from '../../models/releases/drawing.ts'
import type { MeasureKey } from '../../models/releases/measures.ts'
import { CHART_MEASURES, MEASURES, toNumber } from '../../models/releases/measures.ts'
import type { TimeWindow } from '../../models/time/range.ts'
import type { Span } from './healthChart.tsx'
import { HealthChart } from './healthChart.tsx'
import {
  formatMeasure,
  formatOnAxis,
  toMeasureLabel,
  toSeriesLabel,
  toVersionText,
} from './releaseTexts.ts'

interface Props {
  series: ReleaseSeries
  /** Releases of the list, for the numbers of the whole range and the moments at which they were first seen. */
  releases: readonly Release[]
  /** All sessions of the range; absent if they are not to be drawn. */
  total: Health | undefined
  measure: MeasureKey
  window: TimeWindow
  chooseMeasure: (measure: MeasureKey) => void
  toReleaseUrl: (version: string) => string
  zoom: (from: number, to: number) => void
}

/** A measure of the largest releases over time, with a legend that reads what the reader points at. */
export function OverTime(props: Props): JSX.Element {
  const { series, releases, total, measure, window } = props
  const [span, setSpan] = useState<Span>()
  const drawing = toDrawing(series, measure, { hasAll: total !== undefined })
  const seen = releases.filter(
    // The first one that is stored was there before what is stored.
    ({ first_seen: first, before }) => first > window.from && before !== null,
  )
  return (
    <div class="over-time">
      <div class="over-time-measures">
        <Segmented
          label={t('releases.measure')}
          chosen={measure}
          choices={CHART_MEASURES.map((value) => ({ value, label: toMeasureLabel(value) }))}
          choose={props.chooseMeasure}
        />
      </div>
      <div class="over-time-body">
        <HealthChart
          label={`${t('releases.chart', { measure: toMeasureLabel(measure) })}. ${t('releases.chartHint')}`}
          times={series.times}
          end={window.to}
          series={drawing.series}
          isStacked={drawing.isStacked}
          most={drawing.kind === 'share' ? 1 : undefined}
          marks={seen.map((one) => ({ at: one.first_seen, label: toVersionText(one.version) }))}
          formatValue={(value) => formatOnAxis(value, drawing.kind)}
          formats={{ tick: formatTick }}
          point={setSpan}
          zoom={props.zoom}
        />
        <Legend {...props} drawing={drawing} span={span} />
      </div>
      {drawing.leftOutBelow > 1 && (
        <p class="faint over-time-note">
          {t('releases.fewLeftOut', { count: drawing.leftOutBelow })}
        </p>
      )}
    </div>
  )
}

function Legend({
  series,
  releases,
  total,
  measure,
  drawing,
  span,
  window,
  toReleaseUrl,
}: Props & { drawing: Drawing; span: Span | undefined }): JSX.Element {
  const [low, high] = span ?? [0, series.times.length - 1]
  const text =
    span === undefined
      ? t('releases.whole')
      : formatSpan(series.times[low] ?? 0, series.times[high + 1] ?? window.to)
  return (
    <div class="legend" role={span ? 'status' : undefined}>
      <p class="faint legend-span">{text}</p>
      <ul>
        {drawing.series.map((one) => (
          <LegendItem
            key={one.key}
            one={one}
            drawing={drawing}
            value={
              span
                ? one.readSpan(one.health.slice(low, high + 1), series.total.slice(low, high + 1))
                : readWhole(one, { measure, releases, total, series })
            }
            toReleaseUrl={toReleaseUrl}
          />
        ))}
      </ul>
    </div>
  )
}

/** Number of the whole range: users and medians are not known from those of its buckets. */
function readWhole(
  { name, version, readSpan, health }: DrawnSeries,
  {
    measure,
    releases,
    total,
    series: { total: all },
  }: Pick<Props, 'measure' | 'releases' | 'total' | 'series'>,
): number | undefined {
  const own = version === undefined ? total : releases.find((one) => one.version === version)
  if (own === undefined || name === 'others') {
    return readSpan(health, all)
  }
  if (measure === 'adoption') {
    return (own as Release).adoption // all sessions together have none, and are not drawn
  }
  const key = measure === 'outcomes' ? (name as 'crashed') : measure
  return toNumber(MEASURES[key].read(own, own))
}

interface ItemProps extends Pick<Props, 'toReleaseUrl'> {
  one: DrawnSeries
  drawing: Drawing
  value: number | undefined
}

function LegendItem({ one, drawing, value, toReleaseUrl }: ItemProps): JSX.Element {
  const label =
    one.version === undefined ? toSeriesLabel(one.name) : toVisibleText(toVersionText(one.version))
  return (
    <li class="legend-item">
      <svg class={`legend-mark ${one.look}`} width="20" height="10" aria-hidden="true">
        {drawing.isStacked ? <rect width="20" height="10" rx="2" /> : <path d="M0 5h20" />}
      </svg>
      {one.version === undefined ? (
        <span class="legend-name">{label}</span>
      ) : (
        <Link class="legend-name" href={toReleaseUrl(one.version)}>
          {label}
        </Link>
      )}
      <span class="legend-value">{formatMeasure(value, drawing.kind)}</span>
    </li>
  )
}
