import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { toSearch } from '../api/request.ts'
import type { AccessModel } from '../models/access.ts'

/** Replaces any page but keeps its address, so that the user returns to it after the sign-in. */
export function LoginPage({ model }: { model: AccessModel }): JSX.Element {
  const { password = false, oidc = false } = model.me.value?.sign_in ?? {}
  const hasEnded = model.phase.value === 'ended'
  useEffect(() => {
    document.title = 'Sign in · Session Explorer'
  }, [])
  return (
    <div class="login-page">
      <h1>Sign in</h1>
      {hasEnded && <p role="status">Your sign-in has ended. Sign in to return to this page.</p>}
      {oidc && (
        <a
          class="button primary"
          href={`/api/sign-in/oidc${toSearch({ to: location.pathname + location.search })}`}
        >
          Sign in with your organisation
        </a>
      )}
      {password && <PasswordForm model={model} />}
      {!password && !oidc && (
        <p>The proxy in front of this collector has not signed you in, or you have no role here.</p>
      )}
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
        Name
        <input ref={name} name="username" autocomplete="username" required />
      </label>
      <label>
        Password
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
        {isBusy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  )
}
