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

/** Modal dialog. Escape and a click outside close it; the focus returns to where it was. */
export function Dialog(props: DialogProps): JSX.Element | null {
  return props.isOpen ? <OpenDialog {...props} /> : null
}

/** The browser's own: it keeps the focus inside and the rest of the page inert. */
function OpenDialog({ title, close, place = 'centre', children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    return () => {
      // The element goes before the browser could return the focus; until it is gone, the rest of the page is inert.
      if (opener instanceof HTMLElement) {
        queueMicrotask(() => opener.focus())
      }
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, too
    <dialog
      ref={dialog}
      class={`dialog ${place}`}
      aria-labelledby={titleId}
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
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
