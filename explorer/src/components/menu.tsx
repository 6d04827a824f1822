import * as Ariakit from '@ariakit/react'
import type { JSX } from 'preact'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'

export interface MenuEntry {
  id: string
  label: string
  icon?: IconName
  /** Set for an entry of a choice. */
  isChecked?: boolean
  run: () => void
}

interface MenuButtonProps {
  label: string
  icon?: IconName
  /** Text beside the icon; without it the button shows the icon alone. */
  text?: string
  look?: 'plain' | 'quiet'
  tabIndex?: number
  entries: readonly MenuEntry[]
}

/** Button with a menu of actions or choices. */
export function MenuButton(props: MenuButtonProps): JSX.Element {
  const { label, icon, text, look = 'plain', entries } = props
  const store = Ariakit.useMenuStore({ placement: 'bottom-end' })
  return (
    <>
      <Ariakit.MenuButton
        store={store}
        class={`button ${look}${text === undefined ? ' icon-only' : ''}`}
        aria-label={text === undefined || text === label ? label : `${label}: ${text}`}
        title={text === undefined ? label : undefined}
      >
        {icon && <Icon name={icon} />}
        {text !== undefined && <span class="button-text">{text}</span>}
        {text !== undefined && <Icon name="down" />}
      </Ariakit.MenuButton>
      <Ariakit.Menu store={store} class="menu" gutter={4} fixed unmountOnHide>
        <MenuEntries entries={entries} />
      </Ariakit.Menu>
    </>
  )
}

export function MenuEntries({ entries }: { entries: readonly MenuEntry[] }): JSX.Element {
  return (
    <>
      {entries.map(({ id, label, icon, isChecked, run }) => (
        <Ariakit.MenuItem
          key={id}
          class="menu-item"
          {...(isChecked !== undefined && { role: 'menuitemradio', 'aria-checked': isChecked })}
          onClick={run}
        >
          {isChecked === undefined ? (
            icon && <Icon name={icon} />
          ) : (
            <span class="menu-check">{isChecked && <Icon name="done" />}</span>
          )}
          {label}
        </Ariakit.MenuItem>
      ))}
    </>
  )
}
