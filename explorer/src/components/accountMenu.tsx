import type { JSX } from 'preact'
import { t } from '../i18n/messages.ts'
import type { AccessModel } from '../models/access.ts'
import { hasAccount } from '../models/access.ts'

/** Name of the signed-in user and the sign-out button; empty if the collector has no sign-in. */
export function AccountMenu({ model }: { model: AccessModel }): JSX.Element | null {
  const me = model.me.value
  if (!me?.user || !hasAccount(model) || model.phase.value !== 'granted') {
    return null
  }
  return (
    <div class="account">
      <span class="account-name" title={`${me.user.name}, ${me.user.role}`}>
        {me.user.name}
      </span>
      <button type="button" class="button quiet" onClick={() => void model.signOut()}>
        {t('account.signOut')}
      </button>
    </div>
  )
}
