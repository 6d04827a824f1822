import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { toSearch } from '../api/request.ts'
import { t } from '../i18n/messages.ts'
import type { AccessModel } from '../models/access.ts'
import '../styles/login.css'

/** Replaces any page but keeps its address, so that the user returns to it after the sign-in. */
export function LoginPage({ model }: { model: AccessModel }): JSX.Element {
  const { password = false, oidc = false } = model.me.value?.sign_in ?? {}
  const hasEnded = model.phase.value === 'ended'
  useEffect(() => {
    document.title = `${t('login.title')} · ${t('app.title')}`
  }, [])
  return (
    <div class="login-page">
      <h1>{t('login.title')}</h1>
      {hasEnded && <p role="status">{t('login.ended')}</p>}
      {oidc && (
        <a
          class="button primary"
          href={`/api/sign-in/oidc${toSearch({ to: location.pathname + location.search })}`}
        >
          {t('login.oidc')}
        </a>
      )}
      {password && <PasswordForm model={model} />}
      {!password && !oidc && <p>{t('login.none')}</p>}
    </div>
  )
}

function PasswordForm({ model }: { model: AccessModel }): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const name = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const problem = model.problem.value
  useEffect(() => name.current?.focus(), [])
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    await model.signIn(name.current?.value ?? '', password.current?.value ?? '')
    setBusy(false)
    password.current?.select()
  }
  return (
    <form onSubmit={submit}>
      <label>
        {t('login.name')}
        <input ref={name} name="username" autocomplete="username" required />
      </label>
      <label>
        {t('login.password')}
        <input
          ref={password}
          name="password"
          type="password"
          autocomplete="current-password"
          aria-describedby={problem ? 'login-problem' : undefined}
          required
        />
      </label>
      {problem && (
        <p id="login-problem" class="field-problem" role="alert">
          {problem.detail}
        </p>
      )}
      <button type="submit" class="button primary" aria-disabled={isBusy}>
        {t(isBusy ? 'login.busy' : 'login.submit')}
      </button>
    </form>
  )
}
