import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useBucketChoice } from '../../components/bucketChoice.ts'
import type { TimeFormats } from '../../components/histogramScale.ts'
import { toTicks } from '../../components/histogramScale.ts'
import { useWidth } from '../../components/useWidth.ts'
import { toAxis } from '../../models/releases/axis.ts'

export interface ChartSeries {
  key: string
  /** Colour and dashes, such as `release-1`. */
  look: string
  /** One for each time; `undefined` where nothing is drawn. */
  values: readonly (number | undefined)[]
}

export interface ChartMark {
  at: number
  label: string
}

interface Props {
  /** Read in place of the picture. */
  label: string
  times: readonly number[]
  /** End of the last bucket. */
  end: number
  series: readonly ChartSeries[]
  /** Bars on each other from 0; otherwise lines, on an axis that begins near the lowest value. */
  isStacked: boolean
  /** Largest value that there can be, such as 1 for shares. */
  most?: number | undefined
  marks: readonly ChartMark[]
  formatValue: (value: number) => string
  formats: Pick<TimeFormats, 'tick'>
  /** Buckets that the reader points at; `undefined` for none. */
  point: (span: Span | undefined) => void
  zoom: (from: number, to: number) => void
}

export type Span = readonly [low: number, high: number]

const HEIGHT = 220
const TOP = 36
/** Labels of marks stand in two rows, so that two releases of one day have room. */
const LABELS = [13, 29] as const

const AXIS = 20
const LEFT = 52

/** Numbers of several releases over time. Drag across the buckets, or use arrow keys with Shift, then Enter, to zoom. */
export function HealthChart(props: Props): JSX.Element {
  const { label, times, end, series, isStacked, formatValue, formats, marks } = props
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<HTMLDivElement>(null)
  const width = Math.max(0, useWidth(frame) - LEFT)
  const choice = useBucketChoice(plot, {
    count: times.length,
    choose: (low, high) => props.zoom(times[low] ?? 0, times[high + 1] ?? end),
  })
  const [low, high] = choice.span ?? []
  useEffect(
    () => props.point(low === undefined || high === undefined ? undefined : [low, high]),
    [low, high],
  )
  const axis = toAxis(listExtremes(series, isStacked), { isFromZero: isStacked, most: props.most })
  const [bottom, top] = [axis[0] ?? 0, axis.at(-1) ?? 1]
  const toY = (value: number): number =>
    TOP + (1 - (value - bottom) / (top - bottom)) * (HEIGHT - TOP)
  const step = width / Math.max(1, times.length)
  const toX = (time: number): number => ((time - (times[0] ?? 0)) / (end - (times[0] ?? 0))) * width
  return (
    <div ref={frame} class="health-chart">
      <svg width={width + LEFT} height={HEIGHT + AXIS} aria-hidden="true">
        {axis.map((value) => (
          <g key={value}>
            <line class="grid" x1={LEFT} x2={width + LEFT} y1={toY(value)} y2={toY(value)} />
            <text class="tick" x={LEFT - 8} y={toY(value) + 4} text-anchor="end">
              {formatValue(value)}
            </text>
          </g>
        ))}
        <g transform={`translate(${LEFT} 0)`}>
          {choice.span && (
            <rect
              class="hovered"
              x={choice.span[0] * step}
              width={(choice.span[1] - choice.span[0] + 1) * step}
              y={TOP}
              height={HEIGHT - TOP}
            />
          )}
          <Marks marks={marks} toX={toX} width={width} />
          {isStacked ? (
            <Bars series={series} count={times.length} step={step} toY={toY} />
          ) : (
            series.map((one) => <Line key={one.key} series={one} step={step} toY={toY} />)
          )}
          {toTicks(
            times.map((time) => ({ time })),
            width,
            formats,
          ).map(({ index, text }) => (
            <text key={index} class="tick" x={index * step} y={HEIGHT + 15}>
              {text}
            </text>
          ))}
        </g>
      </svg>
      <div
        ref={plot}
        class="health-plot"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move inside
        tabIndex={0}
        {...choice.handlers}
      />
    </div>
  )
}

/** Values between which the axis must reach. */
function listExtremes(series: readonly ChartSeries[], isStacked: boolean): number[] {
  if (!isStacked) {
    return series.flatMap(({ values }) => values.filter((value) => value !== undefined))
  }
  const count = series[0]?.values.length ?? 0
  return Array.from({ length: count }, (_, index) =>
    series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  )
}

interface DrawnProps {
  step: number
  toY: (value: number) => number
}

function Bars({
  series,
  count,
  step,
  toY,
}: DrawnProps & { series: readonly ChartSeries[]; count: number }): JSX.Element {
  const gap = step > 6 ? 1.5 : step > 3 ? 0.5 : 0
  return (
    <>
      {Array.from({ length: count }, (_, index) => {
        let below = 0
        return series.map(({ key, look, values }) => {
          const value = values[index] ?? 0
          const y = toY(below + value)
          const height = toY(below) - y
          below += value
          return (
            value > 0 && (
              <rect
                key={`${index} ${key}`}
                class={`area ${look}`}
                x={index * step}
                y={y}
                width={Math.max(0.5, step - gap)}
                height={height}
              />
            )
          )
        })
      })}
    </>
  )
}

function Line({ series, step, toY }: DrawnProps & { series: ChartSeries }): JSX.Element {
  const { values, look } = series
  const points = values.flatMap((value, index) =>
    value === undefined ? [] : [{ x: (index + 0.5) * step, y: toY(value) }],
  )
  // Steps that are left out are bridged: a release goes on through a night without visitors.
  const path = points.map(
    ({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`,
  )
  const last = points.at(-1)
  return (
    <g class={`release-line ${look}`}>
      <path d={path.join('')} />
      {last && <circle cx={last.x} cy={last.y} r={points.length === 1 ? 3 : 2.5} />}
    </g>
  )
}

interface MarksProps {
  marks: readonly ChartMark[]
  toX: (time: number) => number
  width: number
}

/** A label needs about so much room, in pixels for each character. */
const LETTER = 7

/** The moments at which releases were first seen. A label that would cover another one is left out. */
function Marks({ marks, toX, width }: MarksProps): JSX.Element {
  const free = LABELS.map(() => 0)
  const shown = marks
    .map(({ at, label }) => ({ x: toX(at), label }))
    .filter(({ x }) => x >= 0 && x <= width)
    .sort((one, other) => one.x - other.x)
  return (
    <>
      {shown.map(({ x, label }) => {
        const length = label.length * LETTER + 8
        const left = Math.min(x + 4, width - length)
        const row = free.findIndex((end) => left >= end)
        if (row >= 0) {
          free[row] = left + length
        }
        return (
          <g key={label} class="mark">
            <line x1={x} x2={x} y1={4} y2={HEIGHT} />
            {row >= 0 && (
              <text x={left} y={LABELS[row]}>
                {label}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}
