import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect, useRef, useState } from 'preact/hooks'
import { lazyPart } from './lazyPart.tsx'

const TipOf = lazyPart(async () => (await import('./openTip.tsx')).TipOf)
const HOVER_MS = 400

type Handlers = Pick<
  JSX.HTMLAttributes<HTMLElement>,
  'onPointerEnter' | 'onPointerLeave' | 'onFocusIn' | 'onFocusOut'
>

interface Tip {
  handlers: Handlers
  hide: () => void
  element: JSX.Element | false
}

/** Tooltip of an element: after a while of hovering, and at once where the focus is visible. */
export function useTip(text: string): Tip {
  const [anchor, setAnchor] = useState<HTMLElement>()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const hide = () => {
    clearTimeout(timer.current)
    setAnchor(undefined)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    handlers: {
      onPointerEnter({ currentTarget, pointerType }) {
        if (pointerType !== 'touch') {
          timer.current = setTimeout(() => setAnchor(currentTarget), HOVER_MS)
        }
      },
      onPointerLeave: hide,
      onFocusIn: ({ currentTarget }) =>
        currentTarget.matches(':focus-visible') && setAnchor(currentTarget),
      onFocusOut: hide,
    },
    hide,
    element: anchor !== undefined && (
      <Suspense fallback={null}>
        <TipOf anchor={anchor} text={text} hide={hide} />
      </Suspense>
    ),
  }
}
