import type { JSX } from 'preact'
import { fetchDashboards } from '../../api/dashboards.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import type { AccessModel } from '../../models/access.ts'
import { parseDashboardDocument } from '../../models/dashboards/dashboardDocument.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { FirstRun } from '../explorer/firstRun.tsx'
import type { Explorer } from '../explorer/useExplorer.ts'
import { toBuiltIn } from './builtInTexts.ts'
import { DASHBOARDS_KEY } from './dashboardCommands.ts'
import { DashboardList } from './dashboardList.tsx'
import { DashboardPage } from './dashboardPage.tsx'
import { useEmptyStore } from './useEmptyStore.ts'
import '../../styles/dashboards.css'
import '../../styles/dashboardList.css'
import '../../styles/widgets.css'
import '../../styles/charts.css'

interface Props {
  explorer: Explorer
  access: AccessModel
  /** Dashboard that is open; all of them without one. */
  id: string | undefined
}

/** Dashboards and their widgets. */
export function DashboardsPage({ explorer, access, id }: Props): JSX.Element | null {
  const load = useQuery(DASHBOARDS_KEY, fetchDashboards)
  const isEmpty = useEmptyStore(explorer)
  const builtIn = toBuiltIn()
  const stored = (load.data?.items ?? []).map(parseDashboardDocument)
  if (isEmpty) {
    return <FirstRun explorer={explorer} />
  }
  if (id === undefined) {
    return (
      <DashboardList
        explorer={explorer}
        access={access}
        builtIn={builtIn}
        stored={stored}
        load={load}
      />
    )
  }
  const dashboard = [...builtIn, ...stored].find((one) => one.id === id)
  if (dashboard && !('problem' in dashboard)) {
    return <DashboardPage key={id} explorer={explorer} access={access} dashboard={dashboard} />
  }
  return (
    <div class="page">
      <ProblemBox load={load} />
      {dashboard ? (
        <EmptyState
          icon="error"
          title={dashboard.name}
          hint={t(`dash.problem.${dashboard.problem}`)}
        />
      ) : load.isLoading ? (
        <p role="status" data-busy="true">
          {t('dash.loading')}
        </p>
      ) : (
        load.data && <EmptyState icon="question" title={t('dash.problem.missing')} />
      )}
    </div>
  )
}
