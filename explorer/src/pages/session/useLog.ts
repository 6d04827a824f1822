import type { EventList, FoundEvent } from '../../../../protocol/query.ts'
import { getJson } from '../../api/request.ts'
import { fetchWholeEvent } from '../../api/sessions.ts'
import type { LogKey } from '../../models/logLinks.ts'
import { toValueTerm } from '../../models/search/filterValue.ts'
import type { Load } from '../../queries/load.ts'
import { useQuery } from '../../queries/useQuery.ts'

export type LogEvent = Extract<FoundEvent, { type: 'log' }>

interface LoadedLog {
  load: Load<{ log: LogEvent | undefined }>
  /** `undefined` until it is loaded, and if it is not stored. */
  log: LogEvent | undefined
}

/** Loads one log with its texts whole. */
export function useLog(wanted: LogKey | undefined): LoadedLog {
  const key = wanted && `log ${JSON.stringify(wanted)}`
  const load = useQuery(key, (abort) => fetchLog(wanted, abort))
  return { load, log: load.shownKey === key ? load.data?.log : undefined }
}

async function fetchLog(
  key: LogKey | undefined,
  abort: AbortSignal,
): Promise<{ log: LogEvent | undefined }> {
  if (key === undefined) {
    return { log: undefined }
  }
  const { appId, time, eventId } = key
  const query = toValueTerm({ key: 'event_id', value: eventId })
  const params = {
    type: 'log',
    app_id: appId,
    from: time,
    to: time + 1,
    query,
    limit: 1,
    resolve_stacks: 'true',
  }
  const { events } = await getJson<EventList>('/api/events', { params, abort })
  const [event] = events
  if (event?.whole === undefined) {
    return { log: toLog(event) }
  }
  // A list shortens long texts; the single event has them whole.
  return { log: toLog(await fetchWholeEvent(event.whole, abort)) }
}

function toLog(event: FoundEvent | undefined): LogEvent | undefined {
  return event?.type === 'log' ? event : undefined
}
