import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { lazyPart } from './lazyPart.tsx'

export interface MenuEntry {
  id: string
  label: string
  icon?: IconName
  /** Set for an entry of a choice. */
  isChecked?: boolean
  run: () => void
}

export interface OpenMenu {
  /** Element that the menu stands beside, and that has the focus again afterwards. */
  anchor: HTMLElement
  label: string
  entries: readonly MenuEntry[]
  placement?: 'bottom-start' | 'bottom-end'
  /** Focuses the first entry. */
  isByKey?: boolean
  onClose?: () => void
}

const opened = signal<OpenMenu | undefined>(undefined)

/** Opens the menu of the page beside an element. There is one for all: hundreds of values are on the screen. */
export function openMenu(menu: OpenMenu): void {
  closeMenu()
  opened.value = menu
}

function closeMenu(): void {
  opened.value?.onClose?.()
  opened.value = undefined
}

const importMenu = () => import('./openMenu.tsx')
const MenuOf = lazyPart(async () => (await importMenu()).MenuOf)

/**
 * Loads what an open menu needs once a person uses the page. By the time of the first menu, the questions of a filter may
 * occupy all connections that a browser has for one collector.
 */
function preloadOnUse(): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  const preload = () => {
    leaving.abort()
    importMenu().catch(() => {}) // the menu that opens says what is wrong
  }
  document.addEventListener('pointermove', preload, { signal })
  document.addEventListener('keydown', preload, { signal })
  return () => leaving.abort()
}

/** Place of the open menu. Stands once in the page. */
export function MenuPlace(): JSX.Element | null {
  const menu = opened.value
  useEffect(preloadOnUse, [])
  return menu === undefined ? null : (
    <Suspense fallback={null}>
      <MenuOf menu={menu} close={closeMenu} />
    </Suspense>
  )
}

interface MenuButtonProps {
  label: string
  icon?: IconName
  /** Text beside the icon; without it the button shows the icon alone. */
  text?: string
  look?: 'plain' | 'quiet'
  entries: readonly MenuEntry[]
}

/** Button with a menu of actions or choices. */
export function MenuButton({
  label,
  icon,
  text,
  look = 'plain',
  entries,
}: MenuButtonProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // Choices may come from the collector, and the menu may be open before they are there.
  useEffect(() => {
    if (opened.value?.anchor === button.current) {
      opened.value = opened.value && { ...opened.value, entries }
    }
  }, [entries])
  const open = (anchor: HTMLElement, isByKey: boolean) => {
    openMenu({
      anchor,
      label,
      entries,
      isByKey,
      placement: 'bottom-end',
      onClose: () => setOpen(false),
    })
    setOpen(true)
  }
  return (
    <button
      ref={button}
      type="button"
      class={`button ${look}${text === undefined ? ' icon-only' : ''}`}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={text?.startsWith(label) ? text : [label, text].filter(Boolean).join(': ')}
      title={text === undefined ? label : undefined}
      onClick={(event) => (isOpen ? closeMenu() : open(event.currentTarget, event.detail === 0))}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault()
          open(event.currentTarget, true)
        }
      }}
    >
      {icon && <Icon name={icon} />}
      {text !== undefined && <span class="button-text">{text}</span>}
      {text !== undefined && <Icon name="down" />}
    </button>
  )
}
