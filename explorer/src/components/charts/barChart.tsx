import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { useBucketChoice } from '../bucketChoice.ts'
import type { DistributionBar } from '../distribution.tsx'
import { useSize } from './useSize.ts'

interface Props {
  /** Read in place of the picture. */
  label: string
  /** Bars without gaps, the lowest first. */
  bars: readonly DistributionBar[]
  /** Look of a bar, such as `poor`. */
  toLook: (bar: DistributionBar) => string
  formatEdge: (value: number) => string
  /** Text of the bars that the reader points at. */
  formatBars: (from: number, to: number, count: number) => string
  choose: (from: number, to: number) => void
}

const AXIS = 18
const LABEL = 72

/** Distribution of a number with its axis. Click or drag to open the rows behind bars; or arrow keys, then Enter. */
export function BarChart(props: Props): JSX.Element {
  const { label, bars, toLook, formatEdge } = props
  const frame = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(frame)
  const choice = useBucketChoice(frame, {
    count: bars.length,
    isClickChoice: true,
    choose: (low, high) => props.choose(bars[low]?.from ?? 0, bars[high]?.to ?? 0),
  })
  const step = width / Math.max(bars.length, 1)
  const room = Math.max(0, height - AXIS)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const every = Math.max(1, Math.ceil(LABEL / Math.max(step, 1)))
  const [low, high] = choice.span ?? [0, bars.length - 1]
  const shown = bars.slice(low, high + 1)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  return (
    <div class="bar-chart">
      <p class="chart-note" role={choice.span ? 'status' : undefined}>
        {props.formatBars(shown[0]?.from ?? 0, shown.at(-1)?.to ?? 0, total)}
      </p>
      <div
        ref={frame}
        class="bar-plot"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move inside
        tabIndex={0}
        {...choice.handlers}
      >
        <svg width={width} height={height} aria-hidden="true">
          {bars.map((bar, index) => {
            const length = bar.count === 0 ? 0 : Math.max(2, (bar.count / most) * (room - 4))
            const isPointedAt = choice.span !== undefined && index >= low && index <= high
            return (
              <rect
                key={bar.from}
                class={`bar ${toLook(bar)}${isPointedAt ? ' pointed' : ''}`}
                x={index * step}
                width={Math.max(1, step - 1)}
                y={room - length}
                height={length}
              />
            )
          })}
          <line class="axis" x1={0} x2={width} y1={room + 0.5} y2={room + 0.5} />
          {bars.map(
            ({ from }, index) =>
              index % every === 0 &&
              (bars.length - index) * step > LABEL * 0.7 && (
                <text key={from} class="tick" x={index * step} y={room + 14}>
                  {formatEdge(from)}
                </text>
              ),
          )}
        </svg>
      </div>
    </div>
  )
}
