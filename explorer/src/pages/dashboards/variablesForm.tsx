import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button, IconButton } from '../../components/button.tsx'
import { Popover } from '../../components/popover.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { Variable } from '../../models/dashboards/dashboard.ts'
import { FieldInput } from './fieldInput.tsx'

interface Props {
  variables: readonly Variable[]
  change: (variables: readonly Variable[]) => void
}

/** Variables of a dashboard: their names, fields and first choices. */
export function VariablesForm({ variables, change }: Props): JSX.Element {
  return (
    <Popover label={t('dash.variable.edit')} icon="filter" placement="bottom-start">
      {() => (
        <div class="bind-form">
          <p class="faint">
            {t('dash.variable.about', { name: `$${variables[0]?.name ?? 'env'}` })}
          </p>
          <ul class="bind-list">
            {variables.map(({ name, key, value }) => (
              <li key={name}>
                <code>{`$${name}`}</code>
                <span>{value === '' ? key : `${key}: ${value}`}</span>
                <IconButton
                  icon="close"
                  label={t('dash.variable.remove', { name })}
                  onClick={() => change(variables.filter((one) => one.name !== name))}
                />
              </li>
            ))}
          </ul>
          <AddVariable
            add={(variable) =>
              change([...variables.filter((one) => one.name !== variable.name), variable])
            }
          />
        </div>
      )}
    </Popover>
  )
}

function AddVariable({ add }: { add: (variable: Variable) => void }): JSX.Element {
  const [isBad, setBad] = useState(false)
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const read = (field: string): string => String(form.get(field) ?? '').trim()
        const variable = { name: read('name'), key: read('key'), value: read('value') }
        const isGood = /^[A-Za-z_]\w*$/.test(variable.name) && variable.key !== ''
        setBad(!isGood)
        if (isGood) {
          add(variable)
          event.currentTarget.reset()
        }
      }}
    >
      <label class="field">
        {t('dash.variable.name')}
        <input
          name="name"
          maxLength={60}
          required
          autocomplete="off"
          spellcheck={false}
          aria-invalid={isBad}
        />
      </label>
      <FieldInput label={t('dash.variable.key')} name="key" value="" />
      <label class="field">
        {t('dash.variable.value')}
        <input name="value" autocomplete="off" spellcheck={false} />
      </label>
      <Button type="submit">{t('dash.variable.add')}</Button>
      {isBad && (
        <p class="field-problem" role="alert">
          {t('dash.variable.bad')}
        </p>
      )}
    </form>
  )
}
