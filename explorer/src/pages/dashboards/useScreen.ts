import { useMemo, useState } from 'preact/hooks'
import { navigate, useSearch } from 'wouter-preact/use-browser-location'
import type { Dashboard } from '../../models/dashboards/dashboard.ts'
import type { DashboardScreen } from '../../models/dashboards/dashboardUrl.ts'
import { parseDashboardUrl, toDashboardUrl } from '../../models/dashboards/dashboardUrl.ts'
import type { DashboardScope } from '../../models/dashboards/widgetSearch.ts'
import { toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import { nextExplorer } from '../../models/explorer/nextExplorer.ts'
import { toWindow } from '../../models/time/range.ts'
import type { Explorer } from '../explorer/useExplorer.ts'

export interface Screen {
  /** Range, search and application of the dashboard, with the steps of a list: its controls serve here, too. */
  explorer: Explorer
  screen: DashboardScreen
  scope: DashboardScope
  /** Chooses a value of a variable; empty for none. */
  choose: (name: string, value: string) => void
}

/** Reads a dashboard's screen from the address, and changes the address. */
export function useScreen(
  list: Explorer,
  { id, variables }: Pick<Dashboard, 'id' | 'variables'>,
): Screen {
  const search = useSearch()
  const [now, setNow] = useState(Date.now)
  const screen = useMemo(() => parseDashboardUrl(search), [search])
  const { state } = screen
  const window = useMemo(() => toWindow(state.range, now), [JSON.stringify(state.range), now])
  const { fields } = list
  const go = (next: DashboardScreen): void => {
    setNow(Date.now())
    navigate(toDashboardUrl(id, next))
  }
  const explorer: Explorer = {
    state,
    window,
    fields,
    step: (input) => go({ ...screen, state: nextExplorer(state, input, { fields }).state }),
    toHref: (input) => toExplorerUrl(nextExplorer(state, input, { fields }).state),
    refresh: () => setNow(Date.now()),
  }
  return {
    explorer,
    screen,
    scope: {
      range: state.range,
      window,
      zone: state.zone,
      appId: state.appId,
      query: state.query,
      variables,
      chosen: screen.chosen,
      fields,
    },
    choose(name, value) {
      const { [name]: _, ...others } = screen.chosen
      const isDefault = variables.some((one) => one.name === name && one.value === value)
      go({ ...screen, chosen: isDefault ? others : { ...others, [name]: value } })
    },
  }
}
