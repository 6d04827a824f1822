import type { JSX } from 'preact'
import type { Health } from '../../../../protocol/releases.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { toLevel } from '../../models/releases/measures.ts'
import { formatRate, toMeasureLabel } from './releaseTexts.ts'

interface Props {
  buckets: readonly Health[]
}

const WIDTH = 96
const HEIGHT = 20
/** Share of crashed sessions that fills a bar: a small one must be seen. */
const FULL = 0.1

/** Crashed sessions of each step as bars in the colour of its level, above a line for the steps that have sessions. */
export function RateTrend({ buckets }: Props): JSX.Element {
  const rates = buckets.map(({ sessions, crash_free_sessions: rate }) =>
    sessions === 0 ? undefined : rate,
  )
  const known = rates.filter((rate) => rate !== undefined)
  const measure = toMeasureLabel('crash_free_sessions')
  const step = WIDTH / Math.max(1, rates.length)
  const label =
    known.length === 0
      ? `${measure}: –`
      : t('level.trend', {
          measure,
          worst: formatRate(Math.min(...known)),
          last: formatRate(known.at(-1) ?? 1),
        })
  return (
    <svg
      class="rate-trend"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      {rates.map((rate, index) => {
        if (rate === undefined) {
          return null
        }
        const height = 2 + Math.min(1, (1 - rate) / FULL) * (HEIGHT - 2)
        return (
          <rect
            key={index}
            class={toLevel(rate)}
            x={index * step}
            y={HEIGHT - height}
            width={Math.max(1, step - 0.5)}
            height={height}
          />
        )
      })}
    </svg>
  )
}
