import type { JSX } from 'preact'
import { t } from '../../i18n/messages.ts'
import type { AccessModel } from '../../models/access.ts'
import type { Explorer } from '../explorer/useExplorer.ts'

/** Rules and what they have found. */
export function AlertsPage(_props: {
  explorer: Explorer
  access: AccessModel
  id: string | undefined
}): JSX.Element {
  return (
    <div class="page">
      <h1>{t('nav.alerts')}</h1>
    </div>
  )
}
