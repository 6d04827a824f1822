import type { JSX } from 'preact'
import { toEventType } from '../../models/explorer/listType.ts'
import { toRangeParams } from '../../models/time/range.ts'
import { DifferencesPanel } from './differencesPanel.tsx'
import type { Explorer } from './useExplorer.ts'

interface Props {
  explorer: Explorer
  close: () => void
}

/** Compares the rows that a search found with the rest of the list without it. */
export function ListDifferences({ explorer, close }: Props): JSX.Element {
  const { state, window } = explorer
  const type = toEventType(state.list)
  return (
    <DifferencesPanel
      question={{
        of: type === undefined ? 'sessions' : 'events',
        type,
        search: state.query,
        query: '',
        appId: state.appId,
        range: toRangeParams(state.range, window),
      }}
      close={close}
    />
  )
}
