import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import { useBucketChoice } from './bucketChoice.ts'
import type { TimeFormats } from './histogramScale.ts'
import { toTicks } from './histogramScale.ts'
import { useWidth } from './useWidth.ts'

export interface HistogramBucket {
  /** Start, ms since the epoch. */
  time: number
  /** Everything in the bucket; the two below are parts of it. */
  count: number
  errored: number
  crashed: number
}

interface Props {
  buckets: readonly HistogramBucket[]
  intervalMs: number
  /** Times of the first and last row in view. */
  visible?: { from: number; to: number } | undefined
  isBusy: boolean
  hasErrors: boolean
  hasCrashes: boolean
  formats: TimeFormats
  zoom: (from: number, to: number) => void
}

const HEIGHT = 72
const AXIS = 18

/** Bars over time. Drag across bars, or move with the arrow keys and Shift, then Enter, to show that part alone. */
export function Histogram(props: Props): JSX.Element {
  const { buckets, intervalMs, visible, formats } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const choice = useBucketChoice(frame, {
    count: buckets.length,
    choose(low, high) {
      const [first, last] = [buckets[low], buckets[high]]
      if (first && last) {
        props.zoom(first.time, toEnd(props, high))
      }
    },
  })
  const step = buckets.length > 0 ? width / buckets.length : 0
  const most = Math.max(0, ...buckets.map(({ count }) => count))
  const toX = (time: number): number =>
    ((time - (buckets[0]?.time ?? 0)) / (intervalMs || 1)) * step
  return (
    <div
      ref={frame}
      class="histogram"
      role="application"
      aria-label={t('histogram.label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move inside
      tabIndex={0}
      data-busy={props.isBusy}
      {...choice.handlers}
    >
      <svg width={width} height={HEIGHT + AXIS} aria-hidden="true">
        {buckets.map((bucket, index) => (
          <Bar key={bucket.time} bucket={bucket} x={index * step} width={step} most={most} />
        ))}
        <line class="axis" x1={0} x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {visible && <VisibleRows from={toX(visible.from)} to={toX(visible.to)} width={width} />}
        {choice.span && (
          <rect
            class="hovered"
            x={choice.span[0] * step}
            width={(choice.span[1] - choice.span[0] + 1) * step}
            y={0}
            height={HEIGHT}
          />
        )}
        {toTicks(buckets, width, formats).map(({ index, text }) => (
          <text key={index} class="tick" x={index * step} y={HEIGHT + 14}>
            {text}
          </text>
        ))}
      </svg>
      <span class="most faint" aria-hidden="true">
        {most > 0 && formats.count(most)}
      </span>
      {choice.span && (
        <Details
          {...props}
          span={choice.span}
          left={Math.min(choice.span[0] * step, width - 260)}
        />
      )}
    </div>
  )
}

/** A day may have 23 or 25 hours, so a bucket ends where the next begins. */
function toEnd(
  { buckets, intervalMs }: Pick<Props, 'buckets' | 'intervalMs'>,
  index: number,
): number {
  return buckets[index + 1]?.time ?? (buckets[index]?.time ?? 0) + intervalMs
}

interface VisibleRowsProps {
  from: number
  to: number
  width: number
}

function VisibleRows({ from, to, width }: VisibleRowsProps): JSX.Element {
  const left = Math.max(0, Math.min(from, width - 3))
  return (
    <rect
      class="visible-rows"
      x={left}
      width={Math.max(3, Math.min(width, to) - left)}
      y={HEIGHT}
      height={3}
    />
  )
}

type Span = readonly [low: number, high: number]

function Details(props: Props & { span: Span; left: number }): JSX.Element | null {
  const { buckets, formats, span, left } = props
  const [low, high] = span
  const first = buckets[low]
  const last = buckets[high]
  if (!first || !last) {
    return null
  }
  return (
    <p class="bucket" role="status" style={{ left: `${Math.max(0, left)}px` }}>
      <span class="faint">{formats.span(first.time, toEnd(props, high))}</span>
      <Counts bucket={sum(buckets.slice(low, high + 1), first)} {...props} />
    </p>
  )
}

function Counts({
  bucket,
  hasErrors,
  hasCrashes,
  formats,
}: Pick<Props, 'hasErrors' | 'hasCrashes' | 'formats'> & { bucket: HistogramBucket }): JSX.Element {
  return (
    <>
      <span>{`${t('histogram.all')} ${formats.count(bucket.count)}`}</span>
      {hasErrors && (
        <span class="key errored">{`${t('histogram.errored')} ${formats.count(bucket.errored)}`}</span>
      )}
      {hasCrashes && (
        <span class="key crashed">{`${t('histogram.crashed')} ${formats.count(bucket.crashed)}`}</span>
      )}
    </>
  )
}

interface BarProps {
  bucket: HistogramBucket
  x: number
  width: number
  most: number
}

function Bar({ bucket, x, width, most }: BarProps): JSX.Element {
  const gap = width > 4 ? 1 : 0
  const toHeight = (count: number): number =>
    count === 0 ? 0 : Math.max(1.5, (count / most) * (HEIGHT - 6))
  const parts = [
    ['plain', bucket.count],
    ['errored', Math.max(bucket.errored, bucket.crashed)],
    ['crashed', bucket.crashed],
  ] as const
  return (
    <>
      {parts.map(
        ([name, count]) =>
          count > 0 && (
            <rect
              key={name}
              class={`bar ${name}`}
              x={x}
              width={Math.max(0.5, width - gap)}
              y={HEIGHT - toHeight(count)}
              height={toHeight(count)}
            />
          ),
      )}
    </>
  )
}

function sum(buckets: readonly HistogramBucket[], start: HistogramBucket): HistogramBucket {
  const add = (key: 'count' | 'errored' | 'crashed'): number =>
    buckets.reduce((total, bucket) => total + bucket[key], 0)
  return { time: start.time, count: add('count'), errored: add('errored'), crashed: add('crashed') }
}
