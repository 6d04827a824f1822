import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { IconButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { isFreeKey, isTyping } from '../../components/keyEvent.ts'
import { t } from '../../i18n/sessionMessages.ts'
import { copyLink } from '../explorer/viewCommands.ts'
import { useMedia } from './useMedia.ts'

/** Ways to close a drawer and to go on to another row. */
export interface DrawerMoves {
  close: () => void
  /** Shows the next row or the one before; absent at the ends. */
  next: (() => void) | undefined
  previous: (() => void) | undefined
}

interface Props {
  title: ComponentChildren
  /** Address of the page that shows the same. */
  path: string
  moves: DrawerMoves
  /** Escape closes what lies over the first layer, and not the drawer. */
  isCovered: boolean
  children: ComponentChildren
}

/** The frame of a drawer: the row's name, the moves between rows, and the ways out. */
export function DrawerFrame({ title, path, moves, isCovered, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // Where it fills the screen, the list behind it must not take the focus.
  const isModal = useMedia('(width < 860px)')
  useLayoutEffect(() => {
    // Not at the end: closing would focus the row that was opened first, and not the one that was shown last.
    if (dialog.current?.open) {
      dialog.current.close()
    }
    if (isModal) {
      dialog.current?.showModal()
    } else {
      dialog.current?.show()
    }
    heading.current?.focus({ preventScroll: true })
  }, [isModal])
  useDrawerKeys(dialog, moves, isCovered)
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-labelledby="drawer-title"
      onCancel={(event) => event.preventDefault()} // Escape is the keys' matter: it may close a menu only
    >
      <header class="drawer-bar">
        <h2 ref={heading} id="drawer-title" tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="up" label={t('drawer.previous')} onClick={() => moves.previous?.()} />
        <IconButton icon="down" label={t('drawer.next')} onClick={() => moves.next?.()} />
        <IconButton icon="copy" label={t('drawer.copyLink')} onClick={() => copyLink(path)} />
        <Link href={path} class="button quiet">
          <Icon name="expand" />
          <span class="drawer-page">{t('drawer.page')}</span>
        </Link>
        <IconButton icon="close" label={t('drawer.close')} onClick={moves.close} />
      </header>
      <RegionNav dialog={dialog} />
      <div class="drawer-body">{children}</div>
    </dialog>
  )
}

/** Regions of every drawer, in their order. */
const REGIONS = [
  ['details', 'session.details'],
  ['properties', 'session.propertyFields'],
  ['extended', 'session.extended'],
  ['bound', 'bound.title'],
] as const

/** Leads to the regions below the fold. */
function RegionNav({ dialog }: { dialog: { current: HTMLElement | null } }): JSX.Element {
  const go = (region: string) => {
    const found = dialog.current?.querySelectorAll<HTMLElement>(`[data-region="${region}"]`) ?? []
    const target = [...found].at(-1) // the layer on top comes last
    target?.scrollIntoView()
    target?.querySelector<HTMLElement>('button, input, a')?.focus({ preventScroll: true })
  }
  return (
    <nav class="drawer-nav" aria-label={t('drawer.regions')}>
      {REGIONS.map(([region, label]) => (
        <button key={region} type="button" onClick={() => go(region)}>
          {t(label)}
        </button>
      ))}
    </nav>
  )
}

/** Escape closes, from the list as well; `j` and `k` go on to another row, unless a list inside has moved by them. */
function useDrawerKeys(
  dialog: { current: HTMLDialogElement | null },
  moves: DrawerMoves,
  isCovered: boolean,
): void {
  const latest = useRef({ moves, isCovered })
  latest.current = { moves, isCovered }
  useEffect(() => {
    // Before all others: the menu that closes by the same key must still be there.
    function onEscape(event: KeyboardEvent): void {
      if (event.key === 'Escape' && !latest.current.isCovered && !isOverlayOpen(event.target)) {
        event.preventDefault()
        event.stopPropagation()
        latest.current.moves.close()
      }
    }
    function onKeyDown(event: KeyboardEvent): void {
      const { next, previous } = latest.current.moves
      const move = { j: next, k: previous }[event.key]
      const isInside = event.target instanceof Node && dialog.current?.contains(event.target)
      if (move && isInside && isFreeKey(event) && !isTyping(event.target)) {
        event.preventDefault()
        move()
      }
    }
    window.addEventListener('keydown', onEscape, true)
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onEscape, true)
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

/** Escape closes an open menu, popover or suggestion, clears a search, and only that. */
function isOverlayOpen(target: EventTarget | null): boolean {
  const isSearching = target instanceof HTMLInputElement && target.value !== ''
  return (
    isSearching ||
    document.querySelector(
      ':is([role="menu"], [role="dialog"], [role="listbox"]):not([hidden]), dialog[open]:not(.drawer)',
    ) !== null
  )
}
