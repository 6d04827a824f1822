import * as Ariakit from '@ariakit/react'
import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { MenuEntry, OpenMenu } from './menu.tsx'

/** The menu that is open. */
export function MenuOf({ menu, close }: { menu: OpenMenu; close: () => void }): JSX.Element {
  const { anchor, label, entries, placement = 'bottom-start' } = menu
  const store = Ariakit.useMenuStore({
    open: true,
    setOpen: (isOpen) => isOpen || close(),
    placement,
  })
  useLayoutEffect(() => {
    store.setDisclosureElement(anchor) // a click on it closes the menu by itself
    store.setInitialFocus(menu.isByKey ? 'first' : 'container')
  }, [anchor])
  // Behind a modal dialog nothing can be used, and a popover goes when the focus leaves it: their menus stand in them.
  const frame = anchor.closest<HTMLElement>('dialog, .popover')
  return (
    <Ariakit.Menu
      store={store}
      class="menu"
      aria-label={label}
      getAnchorRect={() => anchor.getBoundingClientRect()}
      finalFocus={anchor}
      gutter={4}
      overflowPadding={8}
      autoFocusOnShow
      fixed
      portal={frame !== null}
      portalElement={frame}
      preserveTabOrder={false}
      unmountOnHide
    >
      {entries.map((entry) => (
        <Entry key={entry.id} {...entry} />
      ))}
    </Ariakit.Menu>
  )
}

function Entry({ label, icon, isChecked, run }: MenuEntry): JSX.Element {
  return (
    <Ariakit.MenuItem
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
  )
}
