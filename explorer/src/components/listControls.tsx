import type { JSX } from 'preact'
import type { ListState } from '../models/listState.ts'
import { REFRESH_CHOICES } from '../models/listState.ts'
import { Icon } from './icon.tsx'
import { RangePicker } from './rangePicker.tsx'

interface Props {
  state: ListState
  appIds: readonly string[]
  change: (part: Partial<ListState>) => void
  refresh: () => void
}

export function ListControls({ state, appIds, change, refresh }: Props): JSX.Element {
  return (
    <search class="controls">
      <RangePicker range={state.range} choose={(range) => change({ range })} />
      <AppFilter chosen={state.appId} appIds={appIds} choose={(appId) => change({ appId })} />
      <div class="refresh">
        <button type="button" class="button" onClick={refresh}>
          <Icon name="refresh" />
          Refresh
        </button>
        <label class="inline-field">
          <span class="visually-hidden">Refresh automatically</span>
          <select
            value={state.refreshSeconds}
            onChange={(event) => change({ refreshSeconds: Number(event.currentTarget.value) })}
          >
            {REFRESH_CHOICES.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? 'Auto off' : `Every ${seconds} s`}
              </option>
            ))}
          </select>
        </label>
      </div>
    </search>
  )
}

interface AppFilterProps {
  chosen: string | undefined
  appIds: readonly string[]
  choose: (appId: string | undefined) => void
}

function AppFilter({ chosen, appIds, choose }: AppFilterProps): JSX.Element | null {
  // A link may name an application whose sessions have not been loaded yet.
  const choices = chosen && !appIds.includes(chosen) ? [...appIds, chosen] : appIds
  if (choices.length < 2 && !chosen) {
    return null
  }
  return (
    <label class="inline-field">
      App
      <select
        value={chosen ?? ''}
        onChange={(event) => choose(event.currentTarget.value || undefined)}
      >
        <option value="">All apps</option>
        {choices.map((appId) => (
          <option key={appId} value={appId}>
            {appId}
          </option>
        ))}
      </select>
    </label>
  )
}
