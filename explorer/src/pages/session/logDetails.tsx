import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import { CopyButton } from '../../components/copyButton.tsx'
import { t } from '../../i18n/sessionMessages.ts'
import { toSessionOfLog } from '../../models/logLinks.ts'
import { toEventFields } from '../../models/session/extendedFields.ts'
import type { Explorer } from '../explorer/useExplorer.ts'
import { BoundViews } from './boundViews.tsx'
import { ErrorStacks } from './errorStacks.tsx'
import { FieldRegions } from './fieldRegion.tsx'
import { JourneyFrame } from './journeyFrame.tsx'
import { RelatedLogsPanel } from './relatedLogsPanel.tsx'
import { SessionCounts, SessionFacts } from './sessionFacts.tsx'
import { SystemLinksOf } from './systemLinks.tsx'
import type { LogEvent } from './useLog.ts'
import { useSessionPages } from './useSessionPages.ts'

interface Props {
  log: LogEvent
  explorer: Explorer
}

/** A log with all that it has, and the way to its session, its view and its trace. */
export function LogDetails({ log, explorer }: Props): JSX.Element {
  const parts = useMemo(() => toEventFields(log, explorer.fields), [log, explorer.fields])
  const pages = useSessionPages({ appId: log.app_id, sessionId: log.session_id })
  const type = t('type.log')
  return (
    <section class="event-details" aria-label={t('event.details', { type })}>
      <pre class="log-message">{log.message}</pre>
      <ErrorStacks event={log} />
      <CopyButton text={JSON.stringify(log, null, 2)} label={t('event.copyJson')} />
      <SystemLinksOf event={log} appId={log.app_id} />
      <RelatedLogsPanel key={log.event_id} event={log} />
      <SessionOfLog log={log} pages={pages} />
      <FieldRegions parts={parts} type="log" />
      <BoundViews
        appId={log.app_id}
        session={pages.pages[0]?.session}
        event={log}
        explorer={explorer}
      />
    </section>
  )
}

interface SessionOfLogProps {
  log: LogEvent
  pages: ReturnType<typeof useSessionPages>
}

/** A server's log may have no session, or one that was not collected. */
function SessionOfLog({ log, pages }: SessionOfLogProps): JSX.Element {
  const session = pages.pages[0]?.session
  const path = toSessionOfLog(log)
  return (
    <section class="own-session" data-region="details" aria-labelledby="own-session-title">
      <header class="region-bar">
        <h3 id="own-session-title">{t('session.details')}</h3>
        {session && path && <Link href={path}>{t('log.session')}</Link>}
      </header>
      {session && path ? (
        <>
          <SessionCounts session={session} />
          <SessionFacts session={session} />
          <JourneyFrame
            pages={pages}
            session={session}
            selectedId={log.event_id}
            select={(eventId) => navigate(toSessionOfLog({ ...log, event_id: eventId }) ?? path)}
          />
        </>
      ) : (
        <p class="faint">{t(pages.isLoading ? 'session.loading' : 'log.noSession')}</p>
      )}
    </section>
  )
}
