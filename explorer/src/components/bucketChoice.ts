import type { JSX, RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'

interface ChoiceOptions {
  buckets: readonly { time: number }[]
  intervalMs: number
  zoom: (from: number, to: number) => void
}

export interface BucketChoice {
  /** First and last chosen bucket; absent for none. */
  span: readonly [low: number, high: number] | undefined
  handlers: Pick<
    JSX.HTMLAttributes<HTMLDivElement>,
    'onKeyDown' | 'onBlur' | 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerLeave'
  >
}

/** Chooses buckets with the pointer or the keyboard. A drag, or Enter, zooms to them. */
export function useBucketChoice(
  frame: RefObject<HTMLElement>,
  { buckets, intervalMs, zoom }: ChoiceOptions,
): BucketChoice {
  const [at, setAt] = useState<number>()
  const [from, setFrom] = useState<number>()
  const isDragging = useRef(false)
  const clamp = (index: number): number => Math.max(0, Math.min(buckets.length - 1, index))
  const span = at === undefined || buckets.length === 0 ? undefined : toSpan(from ?? at, at)

  function toIndex(clientX: number): number {
    const { left = 0, width = 1 } = frame.current?.getBoundingClientRect() ?? {}
    return clamp(Math.floor(((clientX - left) / width) * buckets.length))
  }

  function zoomToSpan(): void {
    const first = span && buckets[span[0]]
    const last = span && buckets[span[1]]
    setFrom(undefined)
    if (first && last) {
      zoom(first.time, last.time + intervalMs)
    }
  }

  function move(by: -1 | 1, isExtending: boolean): void {
    const next = clamp((at ?? (by > 0 ? -1 : buckets.length)) + by)
    setFrom(isExtending ? (from ?? at ?? next) : undefined)
    setAt(next)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault()
      move(event.key === 'ArrowRight' ? 1 : -1, event.shiftKey)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      zoomToSpan()
    } else if (event.key === 'Escape') {
      setFrom(undefined)
      setAt(undefined)
    }
  }

  return {
    span,
    handlers: {
      onKeyDown,
      onBlur: () => setAt(undefined),
      onPointerDown(event) {
        event.currentTarget.setPointerCapture(event.pointerId)
        isDragging.current = true
        setFrom(toIndex(event.clientX))
        setAt(toIndex(event.clientX))
      },
      onPointerMove: (event) => setAt(toIndex(event.clientX)),
      onPointerUp() {
        // A click alone chooses nothing: it would zoom by accident.
        if (isDragging.current && from !== at) {
          zoomToSpan()
        }
        isDragging.current = false
        setFrom(undefined)
      },
      onPointerLeave: () => !isDragging.current && setAt(undefined),
    },
  }
}

function toSpan(one: number, other: number): readonly [number, number] {
  return one <= other ? [one, other] : [other, one]
}
