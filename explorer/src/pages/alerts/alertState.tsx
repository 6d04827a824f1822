import type { JSX } from 'preact'
import type { AlertStateName } from '../../../../protocol/alertRules.ts'
import type { IconName } from '../../components/icon.tsx'
import { Icon } from '../../components/icon.tsx'
import { t } from '../../i18n/alertMessages.ts'

const ICONS: Record<AlertStateName | 'off', IconName> = {
  firing: 'error',
  pending: 'time',
  ok: 'done',
  no_data: 'question',
  new: 'more',
  off: 'exclude',
}

/** State as a word, a shape and a colour. */
export function AlertState({ state }: { state: AlertStateName | 'off' }): JSX.Element {
  return (
    <span class={`alert-state ${state}`}>
      <Icon name={ICONS[state]} />
      {t(`alerts.state.${state}`)}
    </span>
  )
}
