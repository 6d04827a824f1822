import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import type { PersonForm } from '../../models/settings/grantForm.ts'
import { createPassword, findGrantProblems } from '../../models/settings/grantForm.ts'
import { Refusal } from './confirmButton.tsx'
import { GrantFields } from './grantFields.tsx'
import { focusProblem, TextField } from './textField.tsx'
import { useSending } from './useSending.ts'

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
  const [isSent, setSent] = useState(false)
  const sending = useSending()
  const problems = findGrantProblems(form, isNew ? { taken, needsPassword: true } : {})
  const toText = (field: keyof typeof problems): string | undefined => {
    const problem = problems[field]
    return isSent && problem ? t(`people.${problem}`) : undefined
  }
  const change = (part: Partial<PersonForm>) => {
    setForm((before) => ({ ...before, ...part }))
    sending.reset()
  }
  async function submit(element: HTMLFormElement): Promise<void> {
    setSent(true)
    if (!focusProblem(element, problems)) {
      await sending.run(() => save(form))
    }
  }
  return (
    <form
      class="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit(event.currentTarget)
      }}
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
      <Refusal problem={sending.problem} />
      <p class="settings-submit">
        <Button onClick={close}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" isBusy={sending.isBusy}>
          {t(isNew ? 'people.add' : 'settings.save')}
        </Button>
      </p>
    </form>
  )
}
