import type { JSX } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import { fetchDashboards } from '../../api/dashboards.ts'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/dashboardMessages.ts'
import type { BoundDashboard, BoundRecord } from '../../models/dashboards/boundDashboards.ts'
import { listBoundDashboards } from '../../models/dashboards/boundDashboards.ts'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import { parseDashboardDocument } from '../../models/dashboards/dashboardDocument.ts'
import { toDashboardUrl } from '../../models/dashboards/dashboardUrl.ts'
import type { DashboardScope } from '../../models/dashboards/widgetSearch.ts'
import { toDefaultState } from '../../models/explorer/explorerState.ts'
import { useQuery } from '../../queries/useQuery.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { BindRecord } from './bindRecord.tsx'
import { toBuiltIn } from './builtInTexts.ts'
import { DASHBOARDS_KEY } from './dashboardCommands.ts'
import { DashboardGrid } from './dashboardGrid.tsx'
import { opened, toggleOpened } from './openedBound.ts'
import { toBindingText } from './widgetTexts.ts'
import '../../styles/dashboards.css'
import '../../styles/widgets.css'
import '../../styles/charts.css'

interface Props extends Omit<BoundRecord, 'now'> {
  appId: string
  explorer: Explorer
}

/** Dashboards that are bound to a value of the record, with that value as their filter and its time marked. */
export function BoundDashboards({ appId, session, event, explorer }: Props): JSX.Element {
  const [now] = useState(Date.now)
  const record = { session, event, now }
  const load = useQuery(DASHBOARDS_KEY, fetchDashboards, { isQuiet: true })
  const stored = (load.data?.items ?? []).flatMap((item) => {
    const parsed = parseDashboardDocument(item)
    return 'problem' in parsed || (parsed.appId !== '' && parsed.appId !== appId) ? [] : [parsed]
  })
  const bound = listBoundDashboards([...stored, ...toBuiltIn()], record)
  return (
    <div class="bound-dashboards">
      <h4>{t('dash.bound.title')}</h4>
      {bound.length === 0 && <p class="faint">{t('dash.bound.none')}</p>}
      <ul>
        {bound.map((one) => (
          <BoundOne key={toKey(one)} bound={one} appId={appId} explorer={explorer} />
        ))}
      </ul>
      <ProblemBox load={load} isCompact />
      <BindRecord record={record} dashboards={stored} />
    </div>
  )
}

const toKey = ({ dashboard, found }: BoundDashboard): string => `${dashboard.id} ${found.key}`

interface OneProps {
  bound: BoundDashboard
  appId: string
  explorer: Explorer
}

/** A heading that opens the dashboard in place. What is open stays open from record to record. */
function BoundOne({ bound, appId, explorer }: OneProps): JSX.Element {
  const id = useId()
  const { dashboard, found } = bound
  const isOpen = opened.value.has(toKey(bound))
  return (
    <li class="bound-dashboard">
      <button
        type="button"
        class="bound-toggle"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => toggleOpened(toKey(bound))}
      >
        <Icon name={isOpen ? 'down' : 'forward'} />
        <span class="bound-name">{toVisibleText(dashboard.name)}</span>
        <span class="bound-filter faint">{toVisibleText(toBindingText(found).slice(0, 100))}</span>
      </button>
      <div id={id}>
        {isOpen && <OpenDashboard bound={bound} appId={appId} explorer={explorer} />}
      </div>
    </li>
  )
}

function OpenDashboard({ bound, appId, explorer }: OneProps): JSX.Element {
  const { dashboard, query, range, markedAt } = bound
  const { zone } = explorer.state
  const url = toDashboardUrl(dashboard.id, {
    state: { ...toDefaultState(), query, range, appId, zone },
    markedAt,
  })
  return (
    <>
      <p class="bound-note faint">
        {t('dash.bound.week')} <Link href={url}>{t('dash.bound.open')}</Link>
      </p>
      <DashboardGrid
        widgets={dashboard.widgets}
        scope={toScope(dashboard, { bound, appId, explorer })}
        markedAt={markedAt}
        zoom={undefined}
        open={navigate}
      />
    </>
  )
}

function toScope(
  { variables }: Dashboard,
  { bound: { query, range }, appId, explorer }: OneProps,
): DashboardScope {
  const { fields, state } = explorer
  return { range, window: range, zone: state.zone, appId, query, variables, chosen: {}, fields }
}
