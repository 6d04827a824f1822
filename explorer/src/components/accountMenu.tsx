import type { JSX } from 'preact'
import type { AccessModel } from '../models/access.ts'

/** Who is signed in, and the way out; nothing where nobody signs in. */
export function AccountMenu({ model }: { model: AccessModel }): JSX.Element | null {
  const me = model.me.value
  if (!me?.user || !me.sign_in.sign_out || model.phase.value !== 'granted') {
    return null
  }
  return (
    <div class="account">
      <span class="account-name" title={`${me.user.name}, ${me.user.role}`}>
        {me.user.name}
      </span>
      <button type="button" class="button quiet" onClick={() => void model.signOut()}>
        Sign out
      </button>
    </div>
  )
}
