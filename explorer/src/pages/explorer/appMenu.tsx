import type { JSX } from 'preact'
import { MenuButton } from '../../components/menu.tsx'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { t } from '../../i18n/messages.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchApps } from './listRequests.ts'
import type { Explorer } from './useExplorer.ts'

/** Chooses one application; not shown where there is but one. */
export function AppMenu({ explorer }: { explorer: Explorer }): JSX.Element | null {
  const { state, window, step } = explorer
  const key = `apps ${JSON.stringify(state.range)}`
  const { data: known = [] } = useQuery(key, (abort) => fetchApps({ state, window }, abort))
  const apps = state.appId && !known.includes(state.appId) ? [...known, state.appId] : known
  if (apps.length < 2 && state.appId === undefined) {
    return null
  }
  const choose = (appId: string | undefined) => step({ kind: 'setApp', appId })
  return (
    <MenuButton
      label={toFieldLabel('app_id')}
      text={state.appId ?? t('app.all')}
      entries={[
        {
          id: '',
          label: t('app.all'),
          isChecked: state.appId === undefined,
          run: () => choose(undefined),
        },
        ...apps.map((appId) => ({
          id: `app ${appId}`,
          label: appId,
          isChecked: state.appId === appId,
          run: () => choose(appId),
        })),
      ]}
    />
  )
}
