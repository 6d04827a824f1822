import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { navigate } from 'wouter-preact/use-browser-location'
import { t } from '../../i18n/dashboardMessages.ts'
import { setTimeZone } from '../../i18n/locale.ts'
import type { AccessModel } from '../../models/access.ts'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import { toTimeZone } from '../../models/time/zone.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { DashboardBar } from './dashboardBar.tsx'
import { DashboardGrid } from './dashboardGrid.tsx'
import { EditBar } from './editBar.tsx'
import { useDashboard } from './useDashboard.ts'
import { useScreen } from './useScreen.ts'
import { WidgetEditor } from './widgetEditor.tsx'

interface Props {
  explorer: Explorer
  access: AccessModel
  dashboard: Dashboard
}

/** One dashboard: what all its widgets are about at the top, then the widgets. */
export function DashboardPage({ explorer: list, access, dashboard }: Props): JSX.Element {
  const edit = useDashboard(dashboard)
  const { shown, isEditing } = edit.state
  const { explorer, screen, scope, choose } = useScreen(list, shown)
  useEffect(() => {
    document.title = `${shown.name} · ${t('app.title')}`
  })
  useEffect(() => setTimeZone(toTimeZone(screen.state.zone)), [screen.state.zone])
  const chosen = shown.widgets.find(({ id }) => id === edit.chosen)
  return (
    <div class="dashboard">
      <DashboardBar explorer={explorer} access={access} scope={scope} choose={choose} edit={edit} />
      {isEditing && <EditBar edit={edit} />}
      <div class={`dashboard-body${chosen ? ' has-editor' : ''}`}>
        <DashboardGrid
          widgets={shown.widgets}
          scope={scope}
          markedAt={screen.markedAt}
          zoom={(window) => explorer.step({ kind: 'zoom', window })}
          open={navigate}
          editing={
            isEditing ? { step: edit.step, chosen: edit.chosen, choose: edit.choose } : undefined
          }
        />
        {isEditing && chosen && (
          <WidgetEditor
            key={chosen.id}
            widget={chosen}
            change={(change) => edit.step({ kind: 'change', id: chosen.id, change })}
            close={() => edit.choose(undefined)}
          />
        )}
      </div>
    </div>
  )
}
