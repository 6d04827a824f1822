import type { JSX } from 'preact'
import { t } from '../../i18n/settingsMessages.ts'

/** Says why an open collector has neither people nor tokens, and how to change that. */
export function OpenNote(): JSX.Element {
  return (
    <div class="message">
      <p class="message-title">{t('settings.open')}</p>
      <p>{t('settings.openHint')}</p>
    </div>
  )
}
