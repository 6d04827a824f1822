import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../../i18n/settingsMessages.ts'
import type { TokenForm } from '../../models/settings/grantForm.ts'
import { findGrantProblems, NEW_TOKEN } from '../../models/settings/grantForm.ts'
import { GrantFields } from './grantFields.tsx'
import { SettingsForm } from './settingsForm.tsx'
import { TextField } from './textField.tsx'
import { useSubmit } from './useSubmit.ts'

interface Props {
  save: (form: TokenForm) => Promise<void>
  close: () => void
}

const LIFETIMES = ['30', '90', '365', ''] as const

export function TokenEditor({ save, close }: Props): JSX.Element {
  const [form, setForm] = useState(NEW_TOKEN)
  const submit = useSubmit(findGrantProblems(form), () => save(form))
  const { name, applications } = submit.shown
  const change = (part: Partial<TokenForm>) => {
    setForm((before) => ({ ...before, ...part }))
    submit.reset()
  }
  return (
    <SettingsForm submit={submit} look="form" button={t('tokens.create')} close={close}>
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
    </SettingsForm>
  )
}
