import { useEffect } from 'preact/hooks'
import type { SessionEvent } from '../../../../protocol/query.ts'
import type { SessionKey, SessionPage } from '../../api/sessions.ts'
import { fetchSessionPage, toPagesKey } from '../../api/sessions.ts'
import type { Pages } from '../../queries/usePages.ts'
import { usePages } from '../../queries/usePages.ts'

/** The picture of a session needs all of its events. Beyond this number the reader asks for more. */
const LOADED_EVENTS = 20_000

/** Loads a session with its events, page by page. */
export function useSessionPages(session: SessionKey): Pages<SessionEvent, SessionPage> {
  const key = session.sessionId === '' ? undefined : toPagesKey(session)
  const pages = usePages<SessionEvent, SessionPage>(key, {
    shape: key ?? '', // events of another session never stand in its place
    fetchPage: (cursor, abort) => fetchSessionPage(session, cursor, abort),
    isMoving: true,
  })
  const { rows, loadMore } = pages
  useEffect(() => {
    if (rows.length < LOADED_EVENTS) {
      loadMore?.()
    }
  }, [rows.length, loadMore === undefined])
  return pages
}
