import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'

interface Notice {
  text: string
  /** Distinguishes equal texts, which a screen reader should read again. */
  serial: number
}

const VISIBLE_MS = 4000
const notice = signal<Notice | undefined>(undefined)
let serial = 0

/** Shows a short message for a few seconds; screen readers read it at their next pause. */
export function announce(text: string): void {
  serial++
  notice.value = { text, serial }
}

/** Place of the messages. The live region must exist before its text. */
export function Toast(): JSX.Element {
  const current = notice.value
  useEffect(() => {
    const timer = current ? setTimeout(() => (notice.value = undefined), VISIBLE_MS) : undefined
    return () => clearTimeout(timer)
  }, [current])
  return (
    <div class="toast-place" aria-live="polite">
      {current && (
        <p key={current.serial} class="toast">
          {current.text}
        </p>
      )}
    </div>
  )
}
