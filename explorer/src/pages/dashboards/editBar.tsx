import type { JSX } from 'preact'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { NewWidget } from '../../models/dashboards/nextDashboard.ts'
import { hasChanges } from '../../models/dashboards/nextDashboard.ts'
import type { DashboardEdit } from './useDashboard.ts'
import { VariablesForm } from './variablesForm.tsx'
import { toWidgetTitle } from './widgetTexts.ts'

const NEW_WIDGET: NewWidget = {
  kind: 'timeSeries',
  title: '',
  list: 'sessions',
  query: '',
  measures: ['count'],
  by: [],
  part: '',
  limit: 10,
  size: { w: 6, h: 4 },
}

/** Tools of a dashboard that is being edited. What happens in the grid is said here, for those who do not see it. */
export function EditBar({ edit }: { edit: DashboardEdit }): JSX.Element {
  const { state, step, choose, told } = edit
  const { shown, removed, isSaving, problem } = state
  const last = removed.at(-1)
  return (
    <div class="edit-bar">
      <Button look="primary" icon="add" onClick={() => step({ kind: 'add', widget: NEW_WIDGET })}>
        {t('dash.add')}
      </Button>
      <VariablesForm
        variables={shown.variables}
        change={(variables) => step({ kind: 'setVariables', variables })}
      />
      <label class="inline-field">
        {t('dash.name')}
        <input
          value={shown.name}
          maxLength={200}
          aria-invalid={shown.name.trim() === ''}
          onInput={(event) => step({ kind: 'rename', name: event.currentTarget.value })}
        />
      </label>
      {last && (
        <Button icon="back" onClick={() => step({ kind: 'undo' })}>
          {t('dash.undo', { name: toWidgetTitle(last) })}
        </Button>
      )}
      <span class="edit-end">
        <Button
          onClick={() => {
            choose(undefined)
            step({ kind: 'discard' })
          }}
        >
          {t(hasChanges(state) ? 'dash.discard' : 'widget.done')}
        </Button>
        <Button
          look="primary"
          isBusy={isSaving || !hasChanges(state)}
          onClick={() => {
            choose(undefined)
            step({ kind: 'save' })
          }}
        >
          {t(isSaving ? 'dash.saving' : 'dash.save')}
        </Button>
      </span>
      {shown.name.trim() === '' && (
        <p class="field-problem" role="alert">
          {t('dash.nameMissing')}
        </p>
      )}
      {problem !== undefined && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <p class="faint edit-hint">{t('dash.keysHint')}</p>
      <p class="visually-hidden" role="status" data-told>
        {told}
      </p>
    </div>
  )
}
