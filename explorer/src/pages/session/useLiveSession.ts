import { useEffect, useRef } from 'preact/hooks'
import type { SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import type { SessionKey } from '../../api/sessions.ts'
import { fetchSessionSummary } from '../../api/sessions.ts'
import { mayGoOn, toSessionMark } from '../../models/session/liveSession.ts'
import type { Pages } from '../../queries/usePages.ts'
import { useQuery } from '../../queries/useQuery.ts'

/** Pace of a session that is followed. A page that is hidden asks nothing. */
const FOLLOW_EVERY_MS = 3000

interface LiveOptions {
  key: SessionKey
  session: SessionSummary | undefined
  pages: Pages<SessionEvent>
}

/**
 * Follows a session while it runs: asks for its numbers, and for its events once a number has changed. @returns whether it
 * runs
 */
export function useLiveSession({ key, session, pages }: LiveOptions): boolean {
  const isLive = session !== undefined && mayGoOn(session, Date.now())
  const latest = useQuery(
    isLive ? `live session ${JSON.stringify(key)}` : undefined,
    (abort) => fetchSessionSummary(key, abort),
    { everyMs: FOLLOW_EVERY_MS, isQuiet: true },
  )
  const mark = latest.data && toSessionMark(latest.data)
  /** Asked for once: events that arrive during the answer change the mark again. */
  const asked = useRef<string>()
  useEffect(() => {
    const isBusy = pages.isLoading || pages.hasMore
    if (mark && session && !isBusy && mark !== asked.current && mark !== toSessionMark(session)) {
      asked.current = mark
      pages.refresh()
    }
  }, [mark, pages.isLoading, pages.hasMore])
  return isLive
}
