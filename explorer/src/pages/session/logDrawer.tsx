import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { FoundEvent } from '../../../../protocol/query.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { LogStatus } from '../../components/logStatus.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { SelectedRow } from '../../models/explorer/explorerState.ts'
import { toLogPath } from '../../models/logLinks.ts'
import type { Load } from '../../queries/load.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import type { DrawerMoves } from './drawerFrame.tsx'
import { DrawerFrame } from './drawerFrame.tsx'
import { LogDetails } from './logDetails.tsx'
import { useLog } from './useLog.ts'

interface Props {
  explorer: Explorer
  selected: SelectedRow
  moves: DrawerMoves
}

/** A log in the drawer. Its session, if it has one, is a region of it. */
export function LogDrawer({ explorer, selected, moves }: Props): JSX.Element {
  const { appId, eventId = '', time = 0 } = selected
  const { load, log } = useLog({ appId, eventId, time })
  const path = useMemo(
    () => toLogPath({ app_id: appId, time, event_id: eventId } as FoundEvent),
    [appId, time, eventId],
  )
  return (
    <DrawerFrame
      title={
        <>
          <span class="drawer-name">{log ? <LogStatus status={log.status} /> : t('type.log')}</span>
          <span class="faint">{formatTime(time)}</span>
        </>
      }
      path={path}
      moves={moves}
      isCovered={false}
    >
      <div class="drawer-layer">
        {log && <LogDetails log={log} explorer={explorer} />}
        <LogState load={load} hasLog={log !== undefined} />
      </div>
    </DrawerFrame>
  )
}

/** Fills the place of a log that is not there yet, not any more, or not at all. */
export function LogState({
  load,
  hasLog,
}: {
  load: Load<unknown>
  hasLog: boolean
}): JSX.Element | null {
  if (hasLog) {
    return null
  }
  if (load.problem || load.isCancelled) {
    return <ProblemBox load={load} />
  }
  return load.isLoading ? (
    <p role="status" data-busy="true">
      {t('list.loading')}
    </p>
  ) : (
    <EmptyState icon="log" title={t('log.missing')} hint={t('log.missing.hint')} />
  )
}
