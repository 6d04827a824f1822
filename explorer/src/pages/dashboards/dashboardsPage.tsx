import type { JSX } from 'preact'
import { t } from '../../i18n/messages.ts'
import type { AccessModel } from '../../models/access.ts'
import type { Explorer } from '../explorer/useExplorer.ts'

/** Dashboards and their widgets. */
export function DashboardsPage(_props: {
  explorer: Explorer
  access: AccessModel
  id: string | undefined
}): JSX.Element {
  return (
    <div class="page">
      <h1>{t('nav.dashboards')}</h1>
    </div>
  )
}
