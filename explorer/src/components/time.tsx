import type { JSX } from 'preact'
import { toIso, toTimeText } from '../format/time.ts'

/** A time in the reader's own zone; the exact one, in UTC, is a hover away. */
export function Time({ ms }: { ms: number }): JSX.Element {
  const iso = toIso(ms)
  return (
    <time dateTime={iso} title={iso}>
      {toTimeText(ms, Date.now())}
    </time>
  )
}
