import { useMemo } from 'preact/hooks'
import type { SessionEvent } from '../../../../protocol/query.ts'
import { fetchWholeEvent } from '../../api/sessions.ts'
import { useQuery } from '../../queries/useQuery.ts'

/**
 * Returns an event with its texts whole, once they are there; lists have the start of long ones. The causes of an error are
 * one text: cut, they could not be read.
 */
export function useWholeEvent(event: SessionEvent): SessionEvent {
  const { whole: id } = event
  const key = id && `whole ${id}`
  const load = useQuery(key, (abort) => fetchWholeEvent(id ?? '', abort))
  const whole = load.shownKey === key ? load.data : undefined
  return useMemo(() => {
    if (!whole) {
      return event
    }
    const { app_id: _app, session_id: _session, ...texts } = whole
    return { ...event, ...texts } as SessionEvent // the same event, so of the same type
  }, [event, whole])
}
