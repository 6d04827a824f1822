import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { useSearch } from 'wouter-preact/use-browser-location'
import type { EventList, FoundEvent } from '../../../protocol/query.ts'
import { getJson } from '../api/request.ts'
import { CopyButton } from '../components/copyButton.tsx'
import { EmptyState } from '../components/emptyState.tsx'
import { Icon } from '../components/icon.tsx'
import { LogStatus } from '../components/logStatus.tsx'
import { ProblemBox } from '../components/problemBox.tsx'
import { RelatedLogs } from '../components/relatedLogs.tsx'
import { ValueActionsProvider } from '../components/valueActions.ts'
import { toIso } from '../format/time.ts'
import { formatTime } from '../i18n/format.ts'
import { t } from '../i18n/sessionMessages.ts'
import type { LogKey } from '../models/logLinks.ts'
import { parseLogKey, toSessionOfLog } from '../models/logLinks.ts'
import { toValueTerm } from '../models/search/filterValue.ts'
import { useQuery } from '../queries/useQuery.ts'
import type { Explorer } from './explorer/useExplorer.ts'
import { toValueActions } from './explorer/valueActions.ts'
import { EventProperties } from './session/eventDetails.tsx'

import '../styles/session.css'
import '../styles/events.css'
import '../styles/details.css'

interface Props {
  explorer: Explorer
  /** Target of the link back: the list as the person left it. */
  listPath: string
}

/** One log, with all that it has and the way to its session, its view and its trace. */
export function LogPage({ explorer, listPath }: Props): JSX.Element {
  const search = useSearch()
  const key = useMemo(() => parseLogKey(search), [search])
  const load = useQuery(key && `log ${search}`, (abort) => fetchLog(key, abort))
  const { problem, isLoading } = load
  const log = load.shownKey === `log ${search}` ? load.data?.log : undefined
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
        <ProblemBox load={load} />
        {log && <Log log={log} explorer={explorer} />}
        {!log && isLoading && (
          <p role="status" data-busy="true">
            {t('list.loading')}
          </p>
        )}
        {!(log || isLoading || problem) && (
          <EmptyState icon="log" title={t('log.missing')} hint={t('log.missing.hint')} />
        )}
      </div>
    </ValueActionsProvider>
  )
}

type LogEvent = Extract<FoundEvent, { type: 'log' }>

async function fetchLog(
  key: LogKey | undefined,
  abort: AbortSignal,
): Promise<{ log: LogEvent | undefined }> {
  if (key === undefined) {
    return { log: undefined }
  }
  const { appId, time, eventId } = key
  const query = toValueTerm({ key: 'event_id', value: eventId })
  const params = { type: 'log', app_id: appId, from: time, to: time + 1, query, limit: 1 }
  const { events } = await getJson<EventList>('/api/events', { params, abort })
  const [event] = events
  if (event?.whole === undefined) {
    return { log: toLog(event) }
  }
  // A list shortens long texts; the single event has them whole.
  const whole = await getJson<FoundEvent>(`/api/events/${encodeURIComponent(event.whole)}`, {
    params: {},
    abort,
  })
  return { log: toLog(whole) }
}

function toLog(event: FoundEvent | undefined): LogEvent | undefined {
  return event?.type === 'log' ? event : undefined
}

function Log({ log, explorer }: { log: LogEvent; explorer: Explorer }): JSX.Element {
  const session = toSessionOfLog(log)
  return (
    <section class="event-details" aria-label={t('event.details', { type: t('type.log') })}>
      <header class="details-bar">
        <h1 tabIndex={-1}>
          <LogStatus status={log.status} />
        </h1>
        <time dateTime={toIso(log.time)} title={toIso(log.time)}>
          {formatTime(log.time)}
        </time>
        <CopyButton text={JSON.stringify(log, null, 2)} label={t('event.copyJson')} />
      </header>
      <pre class="log-message">{log.message}</pre>
      {session && (
        <p>
          <Link href={session}>{t('log.session')}</Link>
        </p>
      )}
      <RelatedLogs event={log} />
      <EventProperties event={log} fields={explorer.fields} />
    </section>
  )
}
