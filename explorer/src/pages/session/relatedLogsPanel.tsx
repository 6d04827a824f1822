import type { JSX } from 'preact'
import { useId, useMemo, useRef, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { Facets } from '../../../../protocol/analytics.ts'
import type { EventList, FoundEvent, SessionEvent } from '../../../../protocol/query.ts'
import { getJson } from '../../api/request.ts'
import { Icon } from '../../components/icon.tsx'
import { LogStatus } from '../../components/logStatus.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { toIso } from '../../format/time.ts'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatClock, formatCount } from '../../i18n/format.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { LogLink } from '../../models/logLinks.ts'
import { toLogLinks, toLogPath } from '../../models/logLinks.ts'
import type { LogFilter, LogOrder } from '../../models/session/relatedLogs.ts'
import {
  LOG_ORDERS,
  orderLogs,
  toggleStatus,
  toLogQuery,
} from '../../models/session/relatedLogs.ts'
import type { Page } from '../../queries/usePages.ts'
import { usePages } from '../../queries/usePages.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { LoadMore } from './loadMore.tsx'
import { useInView } from './useInView.ts'

interface Props {
  event: SessionEvent | FoundEvent
  /** Loaded events of the session: a log among them opens here, any other on its own page. */
  events?: readonly SessionEvent[]
  select?: (eventId: string) => void
}

const NONE: readonly SessionEvent[] = []

/** A view's own logs are the closest. */
const NEAREST = ['view', 'session', 'trace'] as const

/** Logs of the same view, session or trace, of servers as well: with search, filter by level, and order. */
export function RelatedLogsPanel({ event, events = NONE, select }: Props): JSX.Element | null {
  const frame = useRef<HTMLElement>(null)
  const isInView = useInView(frame)
  const titleId = useId()
  const links = NEAREST.flatMap((of) => toLogLinks(event).filter((link) => link.of === of))
  const [of, setOf] = useState(links[0]?.of)
  const [filter, setFilter] = useState<LogFilter>({ text: '', statuses: [] })
  const [order, setOrder] = useState<LogOrder>('newest')
  const link = links.find((one) => one.of === of) ?? links[0]
  if (!link) {
    return null
  }
  return (
    <section ref={frame} class="logs-panel" aria-labelledby={titleId}>
      <header class="region-bar">
        <h3 id={titleId}>{t('log.related')}</h3>
        <Segmented
          label={t('log.scope')}
          chosen={link.of}
          choices={links.map((one) => ({ value: one.of, label: t(`log.scope.${one.of}`) }))}
          choose={(chosen) => {
            setOf(chosen)
            setFilter({ ...filter, statuses: [] })
          }}
        />
        <Link href={link.href} class="logs-all">
          {t(`log.of.${link.of}`)}
        </Link>
      </header>
      <div class="logs-tools">
        <input
          type="search"
          value={filter.text}
          placeholder={t('log.find')}
          aria-label={t('log.find')}
          onInput={(input) => setFilter({ ...filter, text: input.currentTarget.value })}
        />
        <Segmented
          label={t('log.order')}
          chosen={order}
          choices={LOG_ORDERS.map((one) => ({ value: one, label: t(`log.order.${one}`) }))}
          choose={setOrder}
        />
      </div>
      {isInView && (
        <>
          <Levels link={link} filter={filter} change={setFilter} />
          <Logs link={link} filter={filter} order={order} events={events} select={select} />
        </>
      )}
    </section>
  )
}

interface LevelsProps {
  link: LogLink
  filter: LogFilter
  change: (filter: LogFilter) => void
}

/** The levels that occur, with their numbers. None chosen are all. */
function Levels({ link, filter, change }: LevelsProps): JSX.Element | null {
  const query = toLogQuery(link, { ...filter, statuses: [] })
  const load = useQuery(
    `log levels ${JSON.stringify([query, link.range])}`,
    (abort) => {
      const params = { type: 'log', ...link.range, query, keys: 'status', limit: 20 }
      return getJson<Facets>('/api/events/facets', { params, abort })
    },
    { isQuiet: true },
  )
  const found = load.data?.facets[0]?.values ?? []
  const values = [
    ...found,
    ...filter.statuses
      .filter((status) => !found.some(({ value }) => value === status))
      .map((value) => ({ value, count: 0 })),
  ]
  if (values.length === 0) {
    return null
  }
  return (
    <fieldset class="chips" aria-label={t('log.levels')}>
      {values.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          class="chip"
          aria-pressed={filter.statuses.includes(value)}
          onClick={() => change({ ...filter, statuses: toggleStatus(filter.statuses, value) })}
        >
          <LogStatus status={value} />
          <span class="chip-count">{formatCount(count)}</span>
        </button>
      ))}
    </fieldset>
  )
}

interface LogsProps {
  events: readonly SessionEvent[]
  select: ((eventId: string) => void) | undefined
  link: LogLink
  filter: LogFilter
  order: LogOrder
}

const PAGE_ROWS = 200

function Logs({ link, filter, order, events, select }: LogsProps): JSX.Element {
  const query = toLogQuery(link, filter)
  const pages = usePages<FoundEvent>(`logs ${JSON.stringify([query, link.range])}`, {
    shape: 'logs',
    fetchPage: (cursor, abort) => fetchLogs({ query, ...link.range, cursor }, abort),
  })
  const logs = orderLogs(pages.rows, order)
  const ids = useMemo(() => new Set(events.map(({ event_id: id }) => id)), [events])
  return (
    <>
      <p class="faint" role="status">
        {pages.isLoading
          ? t('list.loading')
          : t(pages.hasMore ? 'log.firstLoaded' : 'list.count.logs', { count: logs.length })}
      </p>
      {logs.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
        <ol class="related-logs-list" aria-label={t('log.related')} tabIndex={0}>
          {logs.map((log) => (
            <li key={`${log.app_id} ${log.event_id}`}>
              <LogRow log={log} select={ids.has(log.event_id) ? select : undefined} />
            </li>
          ))}
        </ol>
      )}
      <LoadMore pages={pages} />
    </>
  )
}

interface LogRowProps {
  log: FoundEvent
  /** Absent for a log outside the session, which has a page of its own. */
  select: ((eventId: string) => void) | undefined
}

/** Longer messages end in the row; the log itself has them whole. */
const MESSAGE_LENGTH = 500

function LogRow({ log, select }: LogRowProps): JSX.Element {
  const { message, status } = log.type === 'log' ? log : { message: '', status: '' }
  const text = (
    <>
      <time dateTime={toIso(log.time)} title={toIso(log.time)}>
        {formatClock(log.time)}
      </time>
      <LogStatus status={status} />
      <span class="log-text">{toVisibleText(message.slice(0, MESSAGE_LENGTH))}</span>
    </>
  )
  return select ? (
    <button type="button" class="log-row" onClick={() => select(log.event_id)}>
      {text}
    </button>
  ) : (
    <Link href={toLogPath(log)} class="log-row">
      {text}
      <Icon name="expand" />
    </Link>
  )
}

async function fetchLogs(
  params: { query: string; from: number; to: number; cursor: string | undefined },
  abort: AbortSignal,
): Promise<Page<FoundEvent>> {
  const ask = { params: { type: 'log', limit: PAGE_ROWS, ...params }, abort }
  const { events, next_cursor: nextCursor } = await getJson<EventList>('/api/events', ask)
  return { rows: events, nextCursor }
}
