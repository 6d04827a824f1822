import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import type { TokenForm } from '../../models/settings/grantForm.ts'
import { findGrantProblems, NEW_TOKEN } from '../../models/settings/grantForm.ts'
import { Refusal } from './confirmButton.tsx'
import { GrantFields } from './grantFields.tsx'
import { focusProblem, TextField } from './textField.tsx'
import { useSending } from './useSending.ts'

interface Props {
  save: (form: TokenForm) => Promise<void>
  close: () => void
}

const LIFETIMES = ['30', '90', '365', ''] as const

export function TokenEditor({ save, close }: Props): JSX.Element {
  const [form, setForm] = useState(NEW_TOKEN)
  const [isSent, setSent] = useState(false)
  const sending = useSending()
  const problems = findGrantProblems(form)
  const change = (part: Partial<TokenForm>) => {
    setForm((before) => ({ ...before, ...part }))
    sending.reset()
  }
  async function submit(element: HTMLFormElement): Promise<void> {
    setSent(true)
    if (!focusProblem(element, problems)) {
      await sending.run(() => save(form))
    }
  }
  const { name, applications } = isSent ? problems : {}
  return (
    <form
      class="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit(event.currentTarget)
      }}
    >
      <TextField
        name="name"
        label={t('tokens.name')}
        value={form.name}
        change={(text) => change({ name: text })}
        hint={t('tokens.nameHint')}
        problem={name && t(`people.${name}`)}
      />
      <label class="field">
        {t('tokens.expires')}
        <select
          value={form.expires}
          onChange={(event) => change({ expires: event.currentTarget.value })}
        >
          {LIFETIMES.map((days) => (
            <option key={days} value={days}>
              {days === '' ? t('tokens.expiresNever') : t('apps.days', { count: Number(days) })}
            </option>
          ))}
        </select>
      </label>
      <GrantFields
        form={form}
        problem={applications && t(`people.${applications}`)}
        change={change}
      />
      <Refusal problem={sending.problem} />
      <p class="settings-submit">
        <Button onClick={close}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" isBusy={sending.isBusy}>
          {t('tokens.create')}
        </Button>
      </p>
    </form>
  )
}
