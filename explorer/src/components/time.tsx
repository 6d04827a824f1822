import type { JSX } from 'preact'
import { toIso, toTimeText } from '../format/time.ts'

/** Time in the reader's zone; the tooltip shows the exact time in UTC. */
export function Time({ ms }: { ms: number }): JSX.Element {
  const iso = toIso(ms)
  return (
    <time dateTime={iso} title={iso}>
      {toTimeText(ms, Date.now())}
    </time>
  )
}
