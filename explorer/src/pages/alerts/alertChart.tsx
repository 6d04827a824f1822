import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { isThreshold } from '../../../../protocol/alertRules.ts'
import type { AlertPreview, AlertRule } from '../../../../protocol/alerts.ts'
import { useWidth } from '../../components/useWidth.ts'
import { t } from '../../i18n/alertMessages.ts'
import { formatTick, formatTime } from '../../i18n/format.ts'
import { formatMeasured, formatThreshold } from './alertText.ts'

const HEIGHT = 140
const AXIS = 20
const TOP = 14

type Rule = Pick<AlertRule, 'measure' | 'field' | 'condition' | 'threshold'>

interface Scale {
  toX: (time: number) => number
  toY: (value: number) => number
  low: number
  high: number
}

/** Values of one window after another, with the threshold and the times in which the alert would have fired. */
export function AlertChart({ rule, preview }: { rule: Rule; preview: AlertPreview }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const { points, step, firing } = preview
  const from = points[0]?.time ?? 0
  const to = (points.at(-1)?.time ?? 0) + step
  const scale = toScale(rule, preview, width)
  const threshold = isThreshold(rule.condition) && rule.measure !== 'no_data'
  const ticks = Math.max(2, Math.floor(width / 140))
  return (
    <div ref={frame} class="alert-chart">
      <svg
        width={width}
        height={HEIGHT + AXIS}
        role="img"
        aria-label={t('alerts.preview.chart', {
          from: formatTime(from),
          to: formatTime(to),
          most: formatMeasured(rule, scale.high),
          threshold: formatThreshold(rule),
        })}
      >
        {firing.map((span) => (
          <rect
            key={span.from}
            class="fired"
            x={scale.toX(span.from)}
            width={Math.max(2, scale.toX(span.to) - scale.toX(span.from))}
            y={0}
            height={HEIGHT}
          />
        ))}
        <Values rule={rule} preview={preview} scale={scale} />
        <line class="axis" x1={0} x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {threshold && (
          <>
            <line
              class="threshold"
              x1={0}
              x2={width}
              y1={scale.toY(rule.threshold)}
              y2={scale.toY(rule.threshold)}
            />
            <text class="threshold-text" x={width - 4} y={scale.toY(rule.threshold) - 4}>
              {`${t('alerts.threshold')} ${formatThreshold(rule)}`}
            </text>
          </>
        )}
        {Array.from({ length: ticks }, (_, index) => (
          <text key={index} class="tick" x={(index * width) / ticks} y={HEIGHT + 15}>
            {formatTick(from + (index * (to - from)) / ticks, to - from)}
          </text>
        ))}
      </svg>
      <span class="most faint" aria-hidden="true">
        {formatMeasured(rule, scale.high)}
      </span>
    </div>
  )
}

/** Counts begin at 0; rates and times are drawn around their own values, or a fall of a percent could not be seen. */
function toScale(rule: Rule, { points, step }: AlertPreview, width: number): Scale {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const shown = isThreshold(rule.condition) ? [...values, rule.threshold] : values
  const high = rule.measure === 'crash_free' ? 1 : Math.max(...shown, 0) || 1
  const lowest = Math.min(...shown, high)
  const low = rule.measure === 'crash_free' ? Math.max(0, lowest - (1 - lowest) * 0.15) : 0
  const from = points[0]?.time ?? 0
  const span = Math.max(1, points.length * step)
  return {
    low,
    high,
    toX: (time) => ((time - from) / span) * width,
    toY: (value) =>
      HEIGHT - ((value - low) / Math.max(high - low, Number.EPSILON)) * (HEIGHT - TOP),
  }
}

function Values({
  rule,
  preview: { points, step },
  scale: { toX, toY },
}: {
  rule: Rule
  preview: AlertPreview
  scale: Scale
}): JSX.Element {
  const wide = Math.max(1, toX(step) - toX(0) - 1)
  if (rule.measure === 'crash_free' || rule.measure === 'p75') {
    return <path class="value-line" d={toPath(points, (time) => toX(time + step / 2), toY)} />
  }
  return (
    <>
      {points.map(({ time, value }) =>
        value ? (
          <rect
            key={time}
            class="value-bar"
            x={toX(time)}
            width={wide}
            y={toY(value)}
            height={Math.max(1, HEIGHT - toY(value))}
          />
        ) : null,
      )}
    </>
  )
}

/** A line that ends where nothing was measured; a lone value is a dot. */
function toPath(
  points: AlertPreview['points'],
  toX: (time: number) => number,
  toY: (value: number) => number,
): string {
  let isDown = false
  return points
    .flatMap(({ time, value }) => {
      const wasDown = isDown
      isDown = value !== null
      return value === null
        ? []
        : [`${wasDown ? 'L' : 'M'}${toX(time).toFixed(1)} ${toY(value).toFixed(1)}h0.1`]
    })
    .join('')
}
