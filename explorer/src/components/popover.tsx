import * as Ariakit from '@ariakit/react'
import type { ComponentChildren, JSX } from 'preact'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'

interface PopoverProps {
  /** Name of the button and of the dialog. */
  label: string
  icon?: IconName
  /** Text of the button; its label by default. */
  text?: string
  /** Shows the icon alone; the label stays its name. */
  isCompact?: boolean
  look?: 'plain' | 'quiet'
  placement?: 'bottom-start' | 'bottom-end'
  /** Content, made when the popover opens. `close` hides it and returns the focus to the button. */
  children: (close: () => void) => ComponentChildren
}

/**
 * Button that opens a small dialog beside it. Escape and a click outside close it. It stands in the page where its button
 * does: in the same landmark, and next in the order of Tab, without the hidden stops that a portal needs.
 */
export function Popover(props: PopoverProps): JSX.Element {
  const { label, icon, text, isCompact = false, look = 'plain', children } = props
  const store = Ariakit.usePopoverStore({ placement: props.placement ?? 'bottom-end' })
  const isOpen = Ariakit.useStoreState(store, 'open')
  return (
    <>
      <Ariakit.PopoverDisclosure
        store={store}
        class={`button ${look}${isCompact ? ' icon-only' : ''}`}
        aria-label={isCompact ? label : text === undefined ? undefined : `${label}: ${text}`}
        title={isCompact ? label : undefined}
      >
        {icon && <Icon name={icon} />}
        {!isCompact && <span class="button-text">{text ?? label}</span>}
        {!isCompact && <Icon name="down" />}
      </Ariakit.PopoverDisclosure>
      <Ariakit.Popover
        store={store}
        class="popover"
        aria-label={label}
        gutter={4}
        overflowPadding={8}
        unmountOnHide
        fixed
        hideOnInteractOutside
      >
        {isOpen && children(() => store.hide())}
      </Ariakit.Popover>
    </>
  )
}
