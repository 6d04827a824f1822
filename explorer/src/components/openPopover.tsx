import * as Ariakit from '@ariakit/react'
import type { ComponentChildren, JSX, RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

interface Props {
  anchor: RefObject<HTMLElement>
  label: string
  placement: 'bottom-start' | 'bottom-end'
  close: () => void
  children: (close: () => void) => ComponentChildren
}

/** The popover that is open beside its button. */
export function PopoverOf({ anchor, label, placement, close, children }: Props): JSX.Element {
  const store = Ariakit.usePopoverStore({
    open: true,
    setOpen: (isOpen) => isOpen || close(),
    placement,
  })
  useLayoutEffect(() => {
    store.setAnchorElement(anchor.current)
    store.setDisclosureElement(anchor.current) // a click on it closes the popover by itself
  }, [])
  return (
    <Ariakit.Popover
      store={store}
      class="popover"
      aria-label={label}
      gutter={4}
      overflowPadding={8}
      fixed
      hideOnInteractOutside
    >
      {children(store.hide)}
    </Ariakit.Popover>
  )
}
