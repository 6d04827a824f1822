import type { JSX } from 'preact'
import { useEffect, useMemo, useReducer } from 'preact/hooks'
import { navigate, useSearch } from 'wouter-preact/use-browser-location'
import { fetchNames } from '../../api/releases.ts'
import { Button } from '../../components/button.tsx'
import type { MenuEntry } from '../../components/menu.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { RangePicker } from '../../components/rangePicker.tsx'
import { ValueActionsProvider } from '../../components/valueActions.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { setTimeZone } from '../../i18n/locale.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { toRowsUrl } from '../../models/explorer/rowsUrl.ts'
import type { ReleaseScope } from '../../models/releases/releaseSearch.ts'
import { toReleaseQuery } from '../../models/releases/releaseSearch.ts'
import type { ReleasesState } from '../../models/releases/releasesState.ts'
import { parseReleasesState, toReleasesUrl } from '../../models/releases/releasesState.ts'
import { toWindow } from '../../models/time/range.ts'
import { toTimeZone } from '../../models/time/zone.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { toRowsActions } from '../explorer/rowsActions.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { Formulas } from './formulas.tsx'

import { ReleaseDetail } from './releaseDetail.tsx'
import { ReleaseList } from './releaseList.tsx'
import { toVersionText } from './releaseTexts.ts'

import '../../styles/releases.css'
import '../../styles/releaseChart.css'
import '../../styles/releaseTables.css'
import '../../styles/releaseErrors.css'

/** Health of the releases of one application, or one release beside the one before it. */
export function ReleasesPage({ explorer }: { explorer: Explorer }): JSX.Element {
  const search = useSearch()
  const state = useMemo(() => parseReleasesState(search), [search])
  const [serial, refresh] = useReducer<number, void>((before) => before + 1, 0)
  const window = useMemo(() => toWindow(state.range, Date.now()), [state.range, serial])
  const known = useQuery(`apps ${JSON.stringify(window)}`, (abort) =>
    fetchNames('app_id', { appId: undefined, window }, abort),
  )
  // A release belongs to an application: the last one that was looked at, else that with the most sessions.
  const appId = state.appId ?? explorer.state.appId ?? known.data?.[0]
  const scope = useMemo<ReleaseScope>(
    () => ({ appId, env: state.env, zone: state.zone, window }),
    [appId, state, window],
  )
  const isReady = appId !== undefined || known.data !== undefined
  const change = (part: Partial<ReleasesState>, isPlace = true): void =>
    navigate(toReleasesUrl({ ...state, appId, ...part }), { replace: !isPlace })
  const toReleaseUrl = (version: string | undefined): string =>
    toReleasesUrl({ ...state, appId, version })
  const toSessionsUrl = (version: string | undefined, term: string): string =>
    toRowsUrl(scope, toReleaseQuery({ env: state.env, version }, term))
  const actions = useMemo(() => {
    const query = toReleaseQuery({ env: scope.env, version: state.version })
    return toRowsActions({ scope, list: 'sessions', query })
  }, [scope, state.version])
  const { version } = state
  useEffect(() => {
    const name = version === undefined ? '' : `${toVisibleText(toVersionText(version))} · `
    document.title = `${name}${t('nav.releases')} · ${t('app.title')}`
  })
  useEffect(() => setTimeZone(toTimeZone(state.zone)), [state.zone])
  return (
    <ValueActionsProvider value={actions}>
      <div class="page releases-page">
        <div class="releases-bar">
          <AppChoice
            apps={known.data ?? []}
            appId={appId}
            choose={(chosen) => change({ appId: chosen, env: undefined, version: undefined })}
          />
          {isReady && <EnvChoice scope={scope} choose={(env) => change({ env })} />}
          <span class="releases-space" />
          <Formulas />
          <RangePicker
            range={state.range}
            zone={state.zone}
            choose={(range) => change({ range })}
            chooseZone={(zone) => change({ zone }, false)}
          />
          <Button icon="refresh" look="quiet" onClick={() => refresh()}>
            {t('time.refresh')}
          </Button>
        </div>
        <ProblemBox load={known} />
        {isReady && version === undefined && (
          <ReleaseList
            scope={scope}
            state={state}
            change={change}
            toReleaseUrl={toReleaseUrl}
            toSessionsUrl={toSessionsUrl}
          />
        )}
        {isReady && version !== undefined && (
          <ReleaseDetail
            key={version}
            scope={scope}
            version={version}
            state={state}
            change={change}
            toReleaseUrl={toReleaseUrl}
            toSessionsUrl={toSessionsUrl}
          />
        )}
      </div>
    </ValueActionsProvider>
  )
}

interface AppProps {
  apps: readonly string[]
  appId: string | undefined
  choose: (appId: string) => void
}

/** Not shown where there is but one. */
function AppChoice({ apps, appId, choose }: AppProps): JSX.Element | null {
  const all = appId === undefined || apps.includes(appId) ? apps : [...apps, appId]
  if (all.length < 2) {
    return null
  }
  const entries = all.map((one): MenuEntry => {
    return { id: one, label: toVisibleText(one), isChecked: one === appId, run: () => choose(one) }
  })
  return (
    <MenuButton
      label={toFieldLabel('app_id')}
      text={toVisibleText(appId ?? '')}
      entries={entries}
    />
  )
}

interface EnvProps {
  scope: ReleaseScope
  choose: (env: string | undefined) => void
}

function EnvChoice({ scope, choose }: EnvProps): JSX.Element | null {
  const { appId, env, window } = scope
  const { data = [] } = useQuery(`envs ${JSON.stringify([appId, window])}`, (abort) =>
    fetchNames('env', scope, abort),
  )
  const names = env === undefined || data.includes(env) ? data : [...data, env]
  if (names.length < 2 && env === undefined) {
    return null
  }
  const entries = [undefined, ...names].map((one): MenuEntry => {
    const label = one === undefined ? t('releases.allEnvs') : toVisibleText(one)
    return { id: `env ${one ?? ''}`, label, isChecked: one === env, run: () => choose(one) }
  })
  return (
    <MenuButton
      label={t('releases.env')}
      text={env === undefined ? t('releases.allEnvs') : toVisibleText(env)}
      entries={entries}
    />
  )
}
