import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { useSearch } from 'wouter-preact/use-browser-location'
import { Icon } from '../components/icon.tsx'
import { LogStatus } from '../components/logStatus.tsx'
import { ValueActionsProvider } from '../components/valueActions.ts'
import { toIso } from '../format/time.ts'
import { formatTime } from '../i18n/format.ts'
import { t } from '../i18n/sessionMessages.ts'
import { parseLogKey } from '../models/logLinks.ts'
import type { Explorer } from './explorer/useExplorer.ts'
import { toValueActions } from './explorer/valueActions.ts'
import { LogDetails } from './session/logDetails.tsx'
import { LogState } from './session/logDrawer.tsx'
import { useLog } from './session/useLog.ts'

import '../styles/session.css'
import '../styles/journey.css'
import '../styles/events.css'
import '../styles/details.css'
import '../styles/related.css'
import '../styles/regions.css'

interface Props {
  explorer: Explorer
  /** Target of the link back: the list as the person left it. */
  listPath: string
}

/** One log, with all that it has and the way to its session, its view and its trace. */
export function LogPage({ explorer, listPath }: Props): JSX.Element {
  const search = useSearch()
  const key = useMemo(() => parseLogKey(search), [search])
  const { load, log } = useLog(key)
  useEffect(() => {
    document.title = `${log?.message.slice(0, 100) || t('type.log')} · ${t('app.title')}`
  }, [log])
  const actions = useMemo(() => toValueActions(explorer), [explorer.state, explorer.fields])
  return (
    <ValueActionsProvider value={actions}>
      <div class="page log-page">
        <nav class="page-bar" aria-label={t('type.log')}>
          <Link href={listPath} class="back-link">
            <Icon name="back" />
            {t(`nav.${explorer.state.list}`)}
          </Link>
        </nav>
        {log && (
          <>
            <header class="log-title">
              <h1 tabIndex={-1}>
                <LogStatus status={log.status} />
              </h1>
              <time dateTime={toIso(log.time)} title={toIso(log.time)}>
                {formatTime(log.time)}
              </time>
            </header>
            <LogDetails log={log} explorer={explorer} />
          </>
        )}
        <LogState load={load} hasLog={log !== undefined} />
      </div>
    </ValueActionsProvider>
  )
}
