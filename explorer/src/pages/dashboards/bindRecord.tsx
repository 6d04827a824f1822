import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button, IconButton } from '../../components/button.tsx'
import { Popover } from '../../components/popover.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import type { BoundRecord } from '../../models/dashboards/boundDashboards.ts'
import { readRecordValue } from '../../models/dashboards/boundDashboards.ts'
import type { Binding, Dashboard } from '../../models/dashboards/dashboard.ts'
import { FIELD_INDEX } from '../../models/fields/fieldIndex.ts'
import { storeAgain } from './dashboardCommands.ts'
import { toBindingText } from './widgetTexts.ts'

interface Props {
  record: BoundRecord
  /** Those that can be bound; the built-in ones are fixed. */
  dashboards: readonly Dashboard[]
}

/** Binds a dashboard of the team to a value of the record, and takes bindings away. The collector refuses who may not. */
export function BindRecord({ record, dashboards }: Props): JSX.Element {
  const store = (dashboard: Dashboard, bindings: readonly Binding[], text: string): void => {
    storeAgain({ ...dashboard, bindings }).then(
      () => announce(text),
      (error: Error) => announce(error.message),
    )
  }
  return (
    <Popover label={t('dash.bound.new')} icon="bookmark" look="quiet" placement="bottom-start">
      {() => (
        <div class="bind-form">
          <p class="faint">{t('dash.bind.about')}</p>
          {dashboards.length === 0 ? (
            <p>{t('dash.bound.noOwn')}</p>
          ) : (
            <BindForm record={record} dashboards={dashboards} store={store} />
          )}
          <ul class="bind-list">
            {dashboards.flatMap((dashboard) =>
              dashboard.bindings.map((binding) => (
                <li key={`${dashboard.id} ${binding.key}:${binding.value}`}>
                  <span>{`${dashboard.name} · ${toBindingText(binding)}`}</span>
                  <IconButton
                    icon="close"
                    label={t('dash.bind.remove', { binding: toBindingText(binding) })}
                    onClick={() =>
                      store(
                        dashboard,
                        dashboard.bindings.filter((one) => one !== binding),
                        t('dash.bind.undone', { binding: toBindingText(binding) }),
                      )
                    }
                  />
                </li>
              )),
            )}
          </ul>
        </div>
      )}
    </Popover>
  )
}

interface FormProps extends Props {
  store: (dashboard: Dashboard, bindings: readonly Binding[], text: string) => void
}

function BindForm({ record, dashboards, store }: FormProps): JSX.Element {
  const fields = FIELD_INDEX.all.filter(
    ({ key, kind }) => ['text', 'code'].includes(kind) && readRecordValue(record, key) !== '',
  )
  const [key, setKey] = useState(fields.find((one) => one.is_facet)?.key ?? '')
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const dashboard = dashboards.find(({ id }) => id === form.get('dashboard'))
        const binding = { key, value: String(form.get('value') ?? '').trim() }
        if (dashboard && binding.value !== '') {
          const text = t('dash.bind.done', { binding: toBindingText(binding) })
          store(dashboard, [...dashboard.bindings, binding], text)
        }
      }}
    >
      <label class="field">
        {t('dash.bound.which')}
        <select name="dashboard">
          {dashboards.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t('dash.bound.field')}
        <select value={key} onChange={(event) => setKey(event.currentTarget.value)}>
          {fields.map((one) => (
            <option key={one.key} value={one.key}>
              {toFieldLabel(one.key, record.event?.type)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t('dash.bind.value')}
        <input
          key={key}
          name="value"
          required
          defaultValue={readRecordValue(record, key)}
          autocomplete="off"
        />
      </label>
      <Button type="submit">{t('dash.bind.add')}</Button>
    </form>
  )
}
