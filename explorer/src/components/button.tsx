import type { ComponentChildren, JSX } from 'preact'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { useTip } from './tip.tsx'

interface ButtonProps {
  children?: ComponentChildren
  icon?: IconName | undefined
  look?: 'plain' | 'quiet' | 'primary'
  /** For a button that keeps a state. */
  isPressed?: boolean | undefined
  isBusy?: boolean
  title?: string | undefined
  type?: 'button' | 'submit'
  onClick?: ((event: MouseEvent) => void) | undefined
}

export function Button(props: ButtonProps): JSX.Element {
  const { children, icon, look = 'plain', isPressed, isBusy = false, title, onClick } = props
  return (
    <button
      // Not `disabled`: a button that loses the focus also loses the reader's place.
      type={props.type ?? 'button'}
      class={`button ${look}`}
      title={title}
      aria-pressed={isPressed}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface IconButtonProps {
  icon: IconName
  /** Name for screen readers, shown as a tooltip. */
  label: string
  isPressed?: boolean
  tabIndex?: number
  onClick: (event: MouseEvent) => void
}

/** Button without a text. Its name appears on hover and on focus. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const { icon, label, isPressed, tabIndex, onClick } = props
  const tip = useTip(label)
  return (
    <>
      <button
        type="button"
        class="button quiet icon-only"
        aria-label={label}
        aria-pressed={isPressed}
        {...(tabIndex !== undefined && { tabIndex })}
        {...tip.handlers}
        onClick={(event) => {
          tip.hide()
          onClick(event)
        }}
      >
        <Icon name={icon} />
      </button>
      {tip.element}
    </>
  )
}
