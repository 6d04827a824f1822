import * as Ariakit from '@ariakit/react'
import type { ComponentChildren, JSX } from 'preact'
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
export function Dialog({
  title,
  isOpen,
  close,
  place = 'centre',
  children,
}: DialogProps): JSX.Element {
  return (
    <Ariakit.Dialog
      open={isOpen}
      onClose={close}
      class={`dialog ${place}`}
      backdrop={<div class="backdrop" />}
      unmountOnHide
    >
      <header class="dialog-bar">
        <Ariakit.DialogHeading class="dialog-title">{title}</Ariakit.DialogHeading>
        <IconButton icon="close" label={t('common.close')} onClick={close} />
      </header>
      <div class="dialog-body">{children}</div>
    </Ariakit.Dialog>
  )
}
