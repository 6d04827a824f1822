import type { JSX } from 'preact'

interface Props {
  counts: readonly number[]
  /** Read by screen readers in place of the picture. */
  label: string
}

const WIDTH = 96
const HEIGHT = 20

/** Small bars without axes: a trend in a table. */
export function Sparkline({ counts, label }: Props): JSX.Element {
  const most = Math.max(1, ...counts)
  const step = WIDTH / Math.max(1, counts.length)
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      {counts.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, (count / most) * HEIGHT)
        return (
          <rect
            key={index}
            class={count === 0 ? 'none' : ''}
            x={index * step}
            y={HEIGHT - height}
            width={Math.max(1, step - 1)}
            height={height}
          />
        )
      })}
    </svg>
  )
}
