import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { lazyPart } from '../../components/lazyPart.tsx'
import { t } from '../../i18n/sessionMessages.ts'
import type { RowsScope } from '../../models/explorer/rowsUrl.ts'

const ErrorDifferences = lazyPart(
  async () => (await import('./errorDifferences.tsx')).ErrorDifferences,
)

interface Props {
  scope: RowsScope
  fingerprint: string
}

/** Opens the comparison of an error with all others. */
export function ErrorDifferencesButton(props: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button icon="differs" onClick={() => setOpen(true)}>
        {t('differences.title')}
      </Button>
      <Dialog title={t('differences.title')} place="wide" isOpen={isOpen} close={close}>
        <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
          <ErrorDifferences {...props} close={close} />
        </Suspense>
      </Dialog>
    </>
  )
}
