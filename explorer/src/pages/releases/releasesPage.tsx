import type { JSX } from 'preact'
import { t } from '../../i18n/messages.ts'
import type { Explorer } from '../explorer/useExplorer.ts'

/** Health of the releases. */
export function ReleasesPage(_props: { explorer: Explorer }): JSX.Element {
  return (
    <div class="page">
      <h1>{t('nav.releases')}</h1>
    </div>
  )
}
