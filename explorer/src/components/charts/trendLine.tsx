import type { JSX } from 'preact'
import { toLinePath } from './linePath.ts'

interface Props {
  values: readonly (number | null)[]
  tone?: string | undefined
}

const WIDTH = 120
const HEIGHT = 32

/** A line without axes beside a number, whose trend it shows; the number's text says the same. */
export function TrendLine({ values, tone = '' }: Props): JSX.Element {
  const known = values.filter((value) => value !== null)
  const most = Math.max(...known, 0) || 1
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map(
    (value, index) =>
      [
        index * step,
        value === null ? undefined : HEIGHT - 2 - (value / most) * (HEIGHT - 4),
      ] as const,
  )
  return (
    <svg
      class={`trend-line ${tone}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={toLinePath(points)} />
    </svg>
  )
}
