import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import { useBucketChoice } from './bucketChoice.ts'
import { useWidth } from './useWidth.ts'

/** Rows whose value is from `from`, included, to `to`, not included. */
export interface DistributionBar {
  from: number
  to: number
  count: number
}

interface Props {
  /** Name of the field. */
  label: string
  /** Bars without gaps, the lowest first. */
  bars: readonly DistributionBar[]
  isChosen: (bar: DistributionBar) => boolean
  /** Text of a bar's values, or of several neighbours'. */
  formatSpan: (from: number, to: number) => string
  formatCount: (count: number) => string
  choose: (from: number, to: number) => void
}

const HEIGHT = 36

/** Bars of a number field. Click or drag across bars, or use the arrow keys with Shift, then Enter, to choose them. */
export function Distribution(props: Props): JSX.Element {
  const { label, bars, isChosen, formatSpan, formatCount } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const choice = useBucketChoice(frame, {
    count: bars.length,
    isClickChoice: true,
    choose: (low, high) => props.choose(bars[low]?.from ?? 0, bars[high]?.to ?? 0),
  })
  const step = width / Math.max(bars.length, 1)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const [low, high] = choice.span ?? [0, bars.length - 1]
  const shown = bars.slice(low, high + 1)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  return (
    <div class="distribution">
      <div
        ref={frame}
        class="distribution-bars"
        role="application"
        aria-label={t('facets.distribution', { field: label })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move inside
        tabIndex={0}
        {...choice.handlers}
      >
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {bars.map((bar, index) => {
            // A count of one among thousands must be seen.
            const height = bar.count === 0 ? 0 : Math.max(2, (bar.count / most) * HEIGHT)
            const isHovered = choice.span !== undefined && index >= low && index <= high
            return (
              <rect
                key={bar.from}
                class={`${isChosen(bar) ? 'chosen' : ''}${isHovered ? ' hovered' : ''}`}
                x={index * step}
                width={Math.max(1, step - 1)}
                y={HEIGHT - height}
                height={height}
              />
            )
          })}
        </svg>
      </div>
      <p class="distribution-text faint" role={choice.span ? 'status' : undefined}>
        <span>{formatSpan(shown[0]?.from ?? 0, shown.at(-1)?.to ?? 0)}</span>
        <span>{formatCount(total)}</span>
      </p>
    </div>
  )
}
