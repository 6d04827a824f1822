import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { Button, IconButton } from '../../components/button.tsx'
import { Popover } from '../../components/popover.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { Binding } from '../../models/dashboards/dashboard.ts'
import { FieldInput } from './fieldInput.tsx'
import type { DashboardEdit } from './useDashboard.ts'
import { toBindingText } from './widgetTexts.ts'

interface Props {
  edit: DashboardEdit
  canWrite: boolean
}

/** Fields' values at whose records the dashboard is shown; those who may change it bind it here. */
export function BindMenu({ edit, canWrite }: Props): JSX.Element {
  const { shown, isEditing } = edit.state
  const change = (kind: 'bind' | 'unbind', binding: Binding): void => {
    edit.step({ kind: 'edit', canWrite })
    edit.step({ kind, binding })
    if (!isEditing) {
      edit.step({ kind: 'save' }) // nothing else has changed: a binding is a step of its own
    }
    announce(
      t(kind === 'bind' ? 'dash.bind.done' : 'dash.bind.undone', {
        binding: toBindingText(binding),
      }),
    )
  }
  return (
    <Popover
      label={t('dash.bind')}
      icon="bookmark"
      look="quiet"
      text={String(shown.bindings.length)}
    >
      {() => (
        <div class="bind-form">
          <p class="faint">{t('dash.bind.about')}</p>
          {shown.bindings.length === 0 && <p>{t('dash.bind.none')}</p>}
          <ul class="bind-list">
            {shown.bindings.map((binding) => (
              <li key={`${binding.key}:${binding.value}`}>
                <span>{toBindingText(binding)}</span>
                {canWrite && (
                  <IconButton
                    icon="close"
                    label={t('dash.bind.remove', { binding: toBindingText(binding) })}
                    onClick={() => change('unbind', binding)}
                  />
                )}
              </li>
            ))}
          </ul>
          {shown.isBuiltIn && <p class="faint">{t('dash.bind.fixed')}</p>}
          {canWrite && <BindForm bind={(binding) => change('bind', binding)} />}
        </div>
      )}
    </Popover>
  )
}

function BindForm({ bind }: { bind: (binding: Binding) => void }): JSX.Element {
  const id = useId()
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const read = (name: string): string => String(form.get(name) ?? '').trim()
        const binding = { key: read('key'), value: read('value') }
        if (binding.key !== '' && binding.value !== '') {
          bind(binding)
          event.currentTarget.reset()
        }
      }}
    >
      <FieldInput label={t('dash.bind.key')} name="key" value="" />
      <label class="field" for={id}>
        {t('dash.bind.value')}
        <input id={id} name="value" required autocomplete="off" spellcheck={false} />
      </label>
      <Button type="submit">{t('dash.bind.add')}</Button>
    </form>
  )
}
