import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { RangePicker } from '../../components/rangePicker.tsx'
import { SearchBox } from '../../components/searchBox.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import { hasChanges } from '../../models/dashboards/nextDashboard.ts'
import type { DashboardScope } from '../../models/dashboards/widgetSearch.ts'
import { AppMenu } from '../explorer/appMenu.tsx'
import { createSuggest } from '../explorer/suggest.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { BindMenu } from './bindMenu.tsx'
import { mayChange, toRights } from './dashboardCommands.ts'
import { DashboardMenu } from './dashboardMenu.tsx'
import type { DashboardEdit } from './useDashboard.ts'
import { VariableMenus } from './variableMenus.tsx'

interface Props {
  explorer: Explorer
  access: AccessModel
  scope: DashboardScope
  choose: (name: string, value: string) => void
  edit: DashboardEdit
}

/** Name of the dashboard, what is done with it, and what all of its widgets are about. */
export function DashboardBar({ explorer, access, scope, choose, edit }: Props): JSX.Element {
  const { state, step } = explorer
  const { shown, isEditing } = edit.state
  const rights = toRights(access)
  const canWrite = mayChange(shown, rights)
  return (
    <header class="dashboard-bar">
      <div class="dashboard-line">
        <Link href="/dashboards" class="back-link">
          <Icon name="back" />
          {t('dash.all')}
        </Link>
        <h1 class="dashboard-name" tabIndex={-1}>
          {shown.name}
        </h1>
        {hasChanges(edit.state) && <span class="badge warn">{t('dash.unsaved')}</span>}
        <span class="dashboard-tools">
          <BindMenu edit={edit} canWrite={canWrite} />
          {canWrite && !isEditing && (
            <Button icon="edit" onClick={() => edit.step({ kind: 'edit', canWrite })}>
              {t('dash.edit')}
            </Button>
          )}
          <DashboardMenu access={access} dashboard={shown} scope={scope} />
        </span>
      </div>
      <div class="dashboard-scope">
        <AppMenu explorer={explorer} />
        <VariableMenus explorer={explorer} scope={scope} choose={choose} />
        <SearchBox
          text={state.query}
          apply={(query) => step({ kind: 'search', query })}
          suggest={createSuggest(explorer)}
        />
        <RangePicker
          range={state.range}
          zone={state.zone}
          choose={(range) => step({ kind: 'setRange', range })}
          chooseZone={(zone) => step({ kind: 'setZone', zone })}
        />
        <Button
          icon="refresh"
          look="quiet"
          title={t('time.refresh')}
          onClick={() => explorer.refresh()}
        >
          <span class="visually-hidden">{t('time.refresh')}</span>
        </Button>
      </div>
      {!canWrite && !shown.isBuiltIn && (
        <p class="dashboard-note" role="note">
          {t(rights.canKeepPrivate ? 'dash.readOnly' : 'dash.readOnlyNoCopy')}
        </p>
      )}
    </header>
  )
}
