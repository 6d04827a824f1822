import type { JSX } from 'preact'
import { lazyPart } from '../../components/lazyPart.tsx'
import { DifferencesDialog } from './differencesDialog.tsx'
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
  return questionKey === undefined || explorer.state.query.trim() === '' ? null : (
    <DifferencesDialog>
      {(close) => <ListDifferences explorer={explorer} close={close} />}
    </DifferencesDialog>
  )
}
