import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { lazyPart } from '../../components/lazyPart.tsx'
import { t } from '../../i18n/messages.ts'
import type { Explorer } from './useExplorer.ts'

const ListDifferences = lazyPart(
  async () => (await import('./listDifferences.tsx')).ListDifferences,
)

interface Props {
  explorer: Explorer
  /** Absent while the search has a mistake. */
  questionKey: string | undefined
}

/** Opens the comparison of the rows of a search with all others. Without a search there are no others. */
export function DifferencesButton({ explorer, questionKey }: Props): JSX.Element | null {
  const [isOpen, setOpen] = useState(false)
  if (questionKey === undefined || explorer.state.query.trim() === '') {
    return null
  }
  const close = () => setOpen(false)
  return (
    <>
      <Button icon="differs" onClick={() => setOpen(true)}>
        {t('differences.title')}
      </Button>
      <Dialog title={t('differences.title')} place="wide" isOpen={isOpen} close={close}>
        <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
          <ListDifferences explorer={explorer} close={close} />
        </Suspense>
      </Dialog>
    </>
  )
}
