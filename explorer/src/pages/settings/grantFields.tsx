import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RoleName } from '../../../../protocol/access.ts'
import { fetchApplications, fetchSeenApplications } from '../../api/settings.ts'
import { Button } from '../../components/button.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/settingsMessages.ts'
import type { GrantForm } from '../../models/settings/grantForm.ts'
import { listChoices } from '../../models/settings/grantForm.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { APPLICATIONS_KEY, SEEN_KEY } from './settingsKeys.ts'
import { TextField } from './textField.tsx'

/** Each may do what those before it may. Named here, because the contract brings its checks along. */
const ROLES: readonly RoleName[] = ['viewer', 'editor', 'admin']

interface Props {
  form: GrantForm
  /** Text about the applications, if their choice must be corrected. */
  problem: string | undefined
  change: (part: Partial<GrantForm>) => void
}

/** Role and applications of a person or a token. */
export function GrantFields({ form, problem, change }: Props): JSX.Element {
  return (
    <>
      <fieldset class="settings-choices">
        <legend>{t('people.role')}</legend>
        {ROLES.map((role) => (
          <label key={role} class="settings-check">
            <input
              type="radio"
              name="role"
              checked={form.role === role}
              onChange={() => change({ role })}
            />
            <span>
              {t(`people.role.${role}`)}
              <span class="faint">{t(`people.role.${role}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ApplicationChoice form={form} problem={problem} change={change} />
    </>
  )
}

function ApplicationChoice({ form, problem, change }: Props): JSX.Element {
  const declared = useQuery(APPLICATIONS_KEY, fetchApplications, { isQuiet: true })
  const seen = useQuery(SEEN_KEY, fetchSeenApplications, { isQuiet: true })
  const [typed, setTyped] = useState('')
  const known = [...(declared.data?.applications.map(({ id }) => id) ?? []), ...(seen.data ?? [])]
  const toggle = (id: string) =>
    change({
      chosen: form.chosen.includes(id)
        ? form.chosen.filter((one) => one !== id)
        : [...form.chosen, id],
    })
  const addTyped = () => {
    const id = typed.trim()
    if (id !== '') {
      change({ chosen: [...new Set([...form.chosen, id])] })
      setTyped('')
    }
  }
  return (
    <fieldset class="settings-choices">
      <legend>{t('people.applications')}</legend>
      <label class="settings-check">
        <input
          type="radio"
          name="applications"
          checked={form.isForAll}
          onChange={() => change({ isForAll: true })}
        />
        <span>{t('people.forAll')}</span>
      </label>
      <label class="settings-check">
        <input
          type="radio"
          name="applications"
          checked={!form.isForAll}
          onChange={() => change({ isForAll: false })}
        />
        <span>{t('people.forSome')}</span>
      </label>
      {!form.isForAll && (
        <div class="settings-some">
          {listChoices(known, form.chosen).map((id) => (
            <label key={id} class="settings-check">
              <input
                type="checkbox"
                checked={form.chosen.includes(id)}
                onChange={() => toggle(id)}
              />
              <span>{toVisibleText(id)}</span>
            </label>
          ))}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter adds the application instead of sending the form */}
          <div
            class="settings-add"
            onKeyDown={(event) => {
              if (event.key === 'Enter' && typed.trim() !== '') {
                event.preventDefault()
                addTyped()
              }
            }}
          >
            <TextField name="other" label={t('people.other')} value={typed} change={setTyped} />
            <Button onClick={addTyped}>{t('people.addOther')}</Button>
          </div>
        </div>
      )}
      {problem !== undefined && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
