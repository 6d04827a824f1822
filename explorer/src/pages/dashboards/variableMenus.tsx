import type { JSX } from 'preact'
import { MenuButton } from '../../components/menu.tsx'
import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { toValueText } from '../../i18n/valueText.ts'
import type { Variable } from '../../models/dashboards/dashboard.ts'
import type { DashboardScope } from '../../models/dashboards/widgetSearch.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchFacets } from '../explorer/listRequests.ts'
import type { Explorer } from '../explorer/useExplorer.ts'

interface Props {
  explorer: Explorer
  scope: DashboardScope
  choose: (name: string, value: string) => void
}

const VALUES = 30

/** A menu for each variable, with the values that there are in the range. */
export function VariableMenus({ explorer, scope, choose }: Props): JSX.Element {
  const { state, window } = explorer
  const { variables, chosen } = scope
  const keys = [...new Set(variables.map(({ key }) => key))]
  const list = keys.every((key) => explorer.fields.isOfSession(key)) ? 'sessions' : 'views'
  const asked = { state: { ...state, list, query: '' } as const, window }
  const { data } = useQuery(
    keys.length === 0 ? undefined : `variables ${JSON.stringify([keys, state.appId, window])}`,
    (abort) => fetchFacets(asked, { keys, limit: VALUES }, abort),
    { isQuiet: true },
  )
  return (
    <>
      {variables.map((variable) => (
        <VariableMenu
          key={variable.name}
          variable={variable}
          value={chosen[variable.name] ?? variable.value}
          values={(data?.get(variable.key) ?? []).map(({ value }) => value)}
          choose={(value) => choose(variable.name, value)}
        />
      ))}
    </>
  )
}

interface MenuProps {
  variable: Variable
  value: string
  values: readonly string[]
  choose: (value: string) => void
}

function VariableMenu({ variable, value, values, choose }: MenuProps): JSX.Element {
  const label = toFieldLabel(variable.key)
  const all = value === '' || values.includes(value) ? values : [value, ...values]
  const toEntry = (one: string, text: string) => ({
    id: `value ${one}`,
    label: text,
    isChecked: value === one,
    run: () => choose(one),
  })
  return (
    <span class={`variable${value === '' ? '' : ' is-chosen'}`}>
      <MenuButton
        label={label}
        text={`${label}: ${value === '' ? t('dash.any') : toValueText(variable.key, value)}`}
        entries={[
          toEntry('', t('dash.any')),
          ...all.map((one) => toEntry(one, toValueText(variable.key, one))),
        ]}
      />
    </span>
  )
}
