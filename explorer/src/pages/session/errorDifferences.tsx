import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Segmented } from '../../components/segmented.tsx'
import { ValueActionsProvider } from '../../components/valueActions.ts'
import { t } from '../../i18n/differencesMessages.ts'
import type { RowsScope } from '../../models/explorer/rowsUrl.ts'
import { DifferencesPanel } from '../explorer/differencesPanel.tsx'
import { toRowsActions } from '../explorer/rowsActions.ts'

interface Props {
  scope: RowsScope
  fingerprint: string
  close: () => void
}

const PARTS = ['sessions', 'errors'] as const

/** Shows the differences of the sessions that met an error, or of its events among all errors. */
export function ErrorDifferences({ scope, fingerprint, close }: Props): JSX.Element {
  const [part, setPart] = useState<(typeof PARTS)[number]>('sessions')
  const search = `fingerprint:${fingerprint}`
  const { appId, window } = scope
  return (
    <ValueActionsProvider value={toRowsActions({ scope, list: part, query: search })}>
      <Segmented
        label={t('differences.compare')}
        chosen={part}
        choices={PARTS.map((value) => ({ value, label: t(`differences.of.${value}`) }))}
        choose={setPart}
      />
      <DifferencesPanel
        key={part}
        question={{
          of: part === 'sessions' ? 'sessions' : 'events',
          type: part === 'sessions' ? undefined : 'error',
          search,
          query: '',
          appId,
          range: window,
        }}
        close={close}
      />
    </ValueActionsProvider>
  )
}
