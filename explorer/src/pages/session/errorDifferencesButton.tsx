import type { JSX } from 'preact'
import { lazyPart } from '../../components/lazyPart.tsx'
import type { RowsScope } from '../../models/explorer/rowsUrl.ts'
import { DifferencesDialog } from '../explorer/differencesDialog.tsx'

const ErrorDifferences = lazyPart(
  async () => (await import('./errorDifferences.tsx')).ErrorDifferences,
)

interface Props {
  scope: RowsScope
  fingerprint: string
}

/** Opens the comparison of an error with all others. */
export function ErrorDifferencesButton(props: Props): JSX.Element {
  return (
    <DifferencesDialog>
      {(close) => <ErrorDifferences {...props} close={close} />}
    </DifferencesDialog>
  )
}
