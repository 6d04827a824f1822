import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import { Refusal } from './confirmButton.tsx'
import type { Submit } from './useSubmit.ts'

interface Props {
  submit: Submit<object>
  /** Text of the button that sends the form; without it the form can only be read. */
  button: string | undefined
  /** A form that opens in a table has no card of its own. */
  look?: 'card' | 'form'
  label?: string
  /** Closes the form without a change. */
  close?: () => void
  /** Step of a long change, as text. */
  progress?: string
  children: ComponentChildren
}

/** A form with what the collector says of it, and its buttons. */
export function SettingsForm(props: Props): JSX.Element {
  const { submit, button, look = 'card', label, close, progress, children } = props
  return (
    <form class={`settings-${look}`} noValidate aria-label={label} onSubmit={submit.onSubmit}>
      {children}
      <Refusal problem={submit.problem} />
      {button !== undefined && (
        <p class="settings-submit">
          {close && <Button onClick={close}>{t('common.cancel')}</Button>}
          <Button look="primary" type="submit" isBusy={submit.isBusy}>
            {button}
          </Button>
          {progress !== undefined && <span role="status">{progress}</span>}
        </p>
      )}
    </form>
  )
}
