import type { JSX } from 'preact'
import { t } from '../../i18n/messages.ts'
import type { AccessModel } from '../../models/access.ts'

/** Applications, people, tokens and source maps. */
export function SettingsPage(_props: {
  access: AccessModel
  part: string | undefined
}): JSX.Element {
  return (
    <div class="page">
      <h1>{t('nav.settings')}</h1>
    </div>
  )
}
