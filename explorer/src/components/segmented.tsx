import type { JSX } from 'preact'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'

interface Choice<Value extends string> {
  value: Value
  label: string
  icon?: IconName
}

interface Props<Value extends string> {
  label: string
  chosen: Value
  choices: readonly Choice<Value>[]
  choose: (value: Value) => void
}

/** A few choices side by side, one of which holds. A choice with an icon shows the icon alone. */
export function Segmented<Value extends string>(props: Props<Value>): JSX.Element {
  return (
    <fieldset class="segments" aria-label={props.label}>
      {props.choices.map(({ value, label, icon }) => (
        <button
          key={value}
          type="button"
          class="segment"
          title={icon && label}
          aria-label={icon && label}
          aria-pressed={props.chosen === value}
          onClick={() => props.choose(value)}
        >
          {icon ? <Icon name={icon} /> : label}
        </button>
      ))}
    </fieldset>
  )
}
