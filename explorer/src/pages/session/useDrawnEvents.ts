import { useMemo } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { fetchSessionJourney } from '../../api/sessions.ts'
import type { DrawnEvent } from '../../models/session/journey.ts'
import { fromJourneyEvent, toDrawn } from '../../models/session/journey.ts'
import type { Span } from '../../models/session/timeScale.ts'
import type { Pages } from '../../queries/usePages.ts'
import { useQuery } from '../../queries/useQuery.ts'

interface Drawn {
  events: readonly DrawnEvent[]
  /** Time whose events are not there yet. */
  rest: Span | undefined
}

/**
 * Events of the strip. A session of many pages is drawn from the short answer about all of its events, so that its
 * picture does not wait for the last page; a small one from the events themselves.
 */
export function useDrawnEvents(pages: Pages<SessionEvent>, session: SessionSummary): Drawn {
  const { rows, hasMore } = pages
  const { app_id: appId, session_id: sessionId } = session
  const short = useQuery(
    hasMore ? `journey ${JSON.stringify([appId, sessionId])}` : undefined,
    (abort) => fetchSessionJourney({ appId, sessionId }, abort),
  )
  const all = hasMore ? short.data?.events : undefined
  const events = useMemo(
    () => (all ? all.map(fromJourneyEvent) : rows.map(toDrawn)),
    [all, all ? undefined : rows],
  )
  const end = session.session_start + session.time_spent / 1e6
  const isWhole = all ? short.data?.is_whole : !hasMore
  return { events, rest: isWhole ? undefined : { from: events.at(-1)?.time ?? end, to: end } }
}
