import type { ComponentChildren, JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { t } from '../../i18n/messages.ts'

interface Props {
  /** Content, made when the dialog opens. */
  children: (close: () => void) => ComponentChildren
}

/** Button that opens a comparison in a dialog. */
export function DifferencesDialog({ children }: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button icon="differs" onClick={() => setOpen(true)}>
        {t('differences.title')}
      </Button>
      <Dialog title={t('differences.title')} place="wide" isOpen={isOpen} close={close}>
        <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
          {isOpen && children(close)}
        </Suspense>
      </Dialog>
    </>
  )
}
