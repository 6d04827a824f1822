import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import type { PersonForm } from '../../models/settings/grantForm.ts'
import { createPassword, findGrantProblems } from '../../models/settings/grantForm.ts'
import { GrantFields } from './grantFields.tsx'
import { SettingsForm } from './settingsForm.tsx'
import { TextField } from './textField.tsx'
import { useSubmit } from './useSubmit.ts'

interface Props {
  initial: PersonForm
  isNew: boolean
  /** Names that exist already. */
  taken: readonly string[]
  save: (form: PersonForm) => Promise<void>
  close: () => void
}

/** The form of a person. The name stays: it stands in the audit, and owns the private views. */
export function PersonEditor({ initial, isNew, taken, save, close }: Props): JSX.Element {
  const [form, setForm] = useState(initial)
  const problems = findGrantProblems(form, isNew ? { taken, needsPassword: true } : {})
  const submit = useSubmit(problems, () => save(form))
  const toText = (field: keyof typeof problems): string | undefined => {
    const problem = submit.shown[field]
    return problem && t(`people.${problem}`)
  }
  const change = (part: Partial<PersonForm>) => {
    setForm((before) => ({ ...before, ...part }))
    submit.reset()
  }
  return (
    <SettingsForm
      submit={submit}
      look="form"
      button={t(isNew ? 'people.add' : 'settings.save')}
      close={close}
    >
      {isNew && (
        <TextField
          name="name"
          label={t('people.name')}
          value={form.name}
          change={(name) => change({ name })}
          hint={t('people.nameHint')}
          problem={toText('name')}
        />
      )}
      <div class="settings-add">
        <TextField
          name="password"
          label={t('people.password')}
          value={form.password}
          change={(password) => change({ password })}
          hint={t(isNew ? 'people.passwordHint' : 'people.passwordKeep')}
          problem={toText('password')}
          isMono
        />
        <Button onClick={() => change({ password: createPassword() })}>
          {t('people.generate')}
        </Button>
      </div>
      <GrantFields form={form} problem={toText('applications')} change={change} />
    </SettingsForm>
  )
}
