import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useBucketChoice } from '../bucketChoice.ts'
import type { TimeFormats } from '../histogramScale.ts'
import { toTicks } from '../histogramScale.ts'
import { toLinePath } from './linePath.ts'
import { toNiceTicks } from './niceTicks.ts'
import { useSize } from './useSize.ts'

export interface TimeSeries {
  label: string
  /** One for each time; `null` where there is no value. */
  values: readonly (number | null)[]
}

interface Props {
  /** Read in place of the picture. */
  label: string
  /** Starts of the buckets, ms since the epoch, and the end of the last one. */
  times: readonly number[]
  end: number
  series: readonly TimeSeries[]
  /** Bars that stand on each other, for counts; lines otherwise. */
  isStacked: boolean
  /** A moment to mark. */
  marked?: { at: number; label: string } | undefined
  /** Look of the only series, such as `errors`. */
  tone?: string | undefined
  formatValue: (value: number) => string
  formats: Pick<TimeFormats, 'tick'>
  /** Tells which buckets the reader points at; `undefined` for none. */
  point: (span: readonly [low: number, high: number] | undefined) => void
  /** One bucket, or several that were dragged over. */
  choose: (low: number, high: number) => void
}

const AXIS = 18
const LEFT = 46

/** Numbers over time. Click a bar to open it, drag to zoom; or use the arrow keys with Shift, then Enter. */
export function TimeChart(props: Props): JSX.Element {
  const { label, times, series, formatValue } = props
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(frame)
  const choice = useBucketChoice(plot, {
    count: times.length,
    isClickChoice: true,
    choose: props.choose,
  })
  const [low, high] = choice.span ?? []
  useEffect(
    () => props.point(low === undefined || high === undefined ? undefined : [low, high]),
    [low, high],
  )
  const inner = { width: Math.max(0, width - LEFT), height: Math.max(0, height - AXIS) }
  const ticks = toNiceTicks(findMost(series, props.isStacked), inner.height > 120 ? 4 : 2)
  const top = ticks.at(-1) ?? 1
  const toY = (value: number): number => inner.height - (value / top) * (inner.height - 4)
  return (
    <div ref={frame} class="time-chart">
      <svg width={width} height={height} aria-hidden="true">
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              class={tick === 0 ? 'axis' : 'grid-line'}
              x1={LEFT}
              x2={width}
              y1={toY(tick)}
              y2={toY(tick)}
            />
            <text class="tick" x={LEFT - 6} y={toY(tick) + 4} text-anchor="end">
              {formatValue(tick)}
            </text>
          </g>
        ))}
        <g transform={`translate(${LEFT} 0)`}>
          {props.isStacked ? (
            <Bars {...props} width={inner.width} bottom={inner.height} toY={toY} />
          ) : (
            <Lines {...props} width={inner.width} toY={toY} />
          )}
          <Marks {...props} {...inner} span={choice.span} />
        </g>
      </svg>
      <div
        ref={plot}
        class="time-plot"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move inside
        tabIndex={0}
        {...choice.handlers}
      />
    </div>
  )
}

/** Largest value that is drawn. */
function findMost(series: readonly TimeSeries[], isStacked: boolean): number {
  const lengths = series[0]?.values.map((_, index) => {
    const values = series.map(({ values }) => values[index] ?? 0)
    return isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values)
  })
  return Math.max(0, ...(lengths ?? []))
}

interface DrawnProps extends Props {
  width: number
  toY: (value: number) => number
}

const toLook = (index: number, { series, tone }: Pick<Props, 'series' | 'tone'>): string =>
  series.length === 1 && tone !== undefined ? `tone-${tone}` : `series-${(index % 8) + 1}`

function Bars(props: DrawnProps & { bottom: number }): JSX.Element {
  const { times, series, width, toY, bottom } = props
  const step = width / Math.max(1, times.length)
  const gap = step > 5 ? 1.5 : step > 2.5 ? 0.5 : 0
  return (
    <>
      {times.map((time, index) => {
        let y = bottom
        return series.map(({ label, values }, place) => {
          const value = values[index] ?? 0
          if (value <= 0) {
            return null
          }
          // A count of one among thousands must be seen.
          const length = Math.max(bottom - toY(value), 1.5)
          y -= length
          return (
            <rect
              key={`${time} ${label}`}
              class={`bar ${toLook(place, props)}`}
              x={index * step}
              y={y}
              width={Math.max(0.5, step - gap)}
              height={length}
            />
          )
        })
      })}
    </>
  )
}

function Lines(props: DrawnProps): JSX.Element {
  const { times, series, width, toY } = props
  const step = width / Math.max(1, times.length)
  return (
    <>
      {series.map(({ label, values }, place) => (
        <path
          key={label}
          class={`line ${toLook(place, props)}`}
          d={toLinePath(
            values.map((value, index) => [
              (index + 0.5) * step,
              value === null ? undefined : toY(value),
            ]),
          )}
        />
      ))}
    </>
  )
}

interface MarksProps extends Props {
  width: number
  height: number
  span: readonly [number, number] | undefined
}

function Marks({
  times,
  end,
  series,
  isStacked,
  marked,
  formats,
  width,
  height,
  span,
}: MarksProps): JSX.Element {
  const step = width / Math.max(1, times.length)
  const first = times[0] ?? 0
  const at = marked && end > first ? ((marked.at - first) / (end - first)) * width : -1
  const buckets = times.map((time) => ({ time }))
  return (
    <>
      {span && (
        <rect
          class="hovered"
          x={span[0] * step}
          width={(span[1] - span[0] + 1) * step}
          y={0}
          height={height}
        />
      )}
      {marked && at >= 0 && at <= width && (
        <g class="moment">
          <line x1={at} x2={at} y1={0} y2={height} />
          <path d={`M${at - 4} 0h8l-4 6z`} />
        </g>
      )}
      {series.length > 0 &&
        toTicks(buckets, width, formats).map(({ index, text }) => (
          <text key={index} class="tick" x={(index + (isStacked ? 0 : 0.5)) * step} y={height + 14}>
            {text}
          </text>
        ))}
    </>
  )
}
