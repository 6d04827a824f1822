import type { ComponentChildren, JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useRef, useState } from 'preact/hooks'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { lazyPart } from './lazyPart.tsx'

const PopoverOf = lazyPart(async () => (await import('./openPopover.tsx')).PopoverOf)

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
  const { label, icon, text, isCompact = false, look = 'plain', placement = 'bottom-end' } = props
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`button ${look}${isCompact ? ' icon-only' : ''}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={isCompact ? label : text === undefined ? undefined : `${label}: ${text}`}
        title={isCompact ? label : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {icon && <Icon name={icon} />}
        {!isCompact && <span class="button-text">{text ?? label}</span>}
        {!isCompact && <Icon name="down" />}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <PopoverOf anchor={button} label={label} placement={placement} close={close}>
            {props.children}
          </PopoverOf>
        </Suspense>
      )}
    </>
  )
}
