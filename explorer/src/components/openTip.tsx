import * as Ariakit from '@ariakit/react'
import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

interface Props {
  anchor: HTMLElement
  text: string
  hide: () => void
}

/** The tooltip that is shown. Screen readers have its text as the name of the element. */
export function TipOf({ anchor, text, hide }: Props): JSX.Element {
  const store = Ariakit.useTooltipStore({ open: true, setOpen: (isOpen) => isOpen || hide() })
  useLayoutEffect(() => store.setAnchorElement(anchor), [anchor])
  return (
    <Ariakit.Tooltip
      store={store}
      class="tooltip"
      gutter={4}
      hideOnHoverOutside={false}
      hideOnInteractOutside={false}
      portal
    >
      {text}
    </Ariakit.Tooltip>
  )
}
