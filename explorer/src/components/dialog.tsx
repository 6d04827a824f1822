import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import { IconButton } from './button.tsx'

interface DialogProps {
  title: string
  isOpen: boolean
  close: () => void
  /** `side` slides in from the left edge: facets on a narrow screen. `wide` takes the screen's width. */
  place?: 'centre' | 'side' | 'wide'
  children: ComponentChildren
}

const OPEN_MENU = '[role="menu"], .popover'

/** Modal dialog. Escape and a click outside close it; the focus returns to where it was. */
export function Dialog(props: DialogProps): JSX.Element | null {
  return props.isOpen ? <OpenDialog {...props} /> : null
}

/** The browser's own: it keeps the focus inside and the rest of the page inert. */
function OpenDialog({ title, close, place = 'centre', children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const hasMenu = useRef(false)
  useEffect(() => {
    const opener = document.activeElement
    // Escape closes a menu in the dialog, and not the dialog as well. The menu itself is gone before the dialog hears the key.
    const noteMenu = () => {
      hasMenu.current = dialog.current?.querySelector(OPEN_MENU) !== null
    }
    window.addEventListener('keydown', noteMenu, true)
    dialog.current?.showModal()
    return () => {
      window.removeEventListener('keydown', noteMenu, true)
      // The element goes before the browser could return the focus; until it is gone, the rest of the page is inert.
      if (opener instanceof HTMLElement) {
        queueMicrotask(() => opener.focus())
      }
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog ${place}`}
      aria-labelledby={titleId}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
      onKeyDown={(event) => event.key === 'Escape' && hasMenu.current && event.preventDefault()}
    >
      <div class="dialog-frame">
        <header class="dialog-bar">
          <h2 id={titleId} class="dialog-title">
            {title}
          </h2>
          <IconButton icon="close" label={t('common.close')} onClick={close} />
        </header>
        <div class="dialog-body">{children}</div>
      </div>
    </dialog>
  )
}
