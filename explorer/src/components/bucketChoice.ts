import type { JSX, RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'

interface ChoiceOptions {
  /** Number of bars, of equal width, that fill the frame. */
  count: number
  /** First and last chosen bar. */
  choose: (low: number, high: number) => void
  /** True if a click on one bar chooses it. Otherwise only a drag or Enter does: a click would zoom by accident. */
  isClickChoice?: boolean
}

export interface BucketChoice {
  /** First and last chosen bucket; absent for none. */
  span: readonly [low: number, high: number] | undefined
  handlers: Pick<
    JSX.HTMLAttributes<HTMLDivElement>,
    'onKeyDown' | 'onBlur' | 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerLeave'
  >
}

/** Chooses bars with the pointer or the keyboard: by a drag, or by Enter. */
export function useBucketChoice(
  frame: RefObject<HTMLElement>,
  { count, choose, isClickChoice = false }: ChoiceOptions,
): BucketChoice {
  const [at, setAt] = useState<number>()
  const [from, setFrom] = useState<number>()
  const isDragging = useRef(false)
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index))
  const span = at === undefined || count === 0 ? undefined : toSpan(from ?? at, at)

  function toIndex(clientX: number): number {
    const { left = 0, width = 1 } = frame.current?.getBoundingClientRect() ?? {}
    return clamp(Math.floor(((clientX - left) / width) * count))
  }

  function chooseSpan(): void {
    setFrom(undefined)
    if (span) {
      choose(span[0], span[1])
    }
  }

  function move(by: -1 | 1, isExtending: boolean): void {
    const next = clamp((at ?? (by > 0 ? -1 : count)) + by)
    setFrom(isExtending ? (from ?? at ?? next) : undefined)
    setAt(next)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault()
      move(event.key === 'ArrowRight' ? 1 : -1, event.shiftKey)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      chooseSpan()
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
        if (isDragging.current && (isClickChoice || from !== at)) {
          chooseSpan()
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
