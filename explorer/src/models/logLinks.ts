import type { FoundEvent, SessionEvent } from '../../../protocol/query.ts'
import { toSearch } from '../api/request.ts'
import { toDefaultState } from './explorer/explorerState.ts'
import { toExplorerUrl } from './explorer/explorerUrl.ts'
import { readEventValue } from './fields/readValue.ts'
import { toSessionPath } from './route.ts'
import { toValueTerm } from './search/filterValue.ts'
import type { TimeWindow } from './time/range.ts'

/** A log without its text: enough to find it again. */
export interface LogKey {
  appId: string
  /** ms since the epoch. */
  time: number
  eventId: string
}

export const LOG_PATH = '/log'

/** Address of one log. */
export function toLogPath({ app_id: appId, time, event_id: eventId }: FoundEvent): string {
  return `${LOG_PATH}${toSearch({ app_id: appId, time, event: eventId })}`
}

/** Reads the address of a log; `undefined` if a part of it is missing. */
export function parseLogKey(search: string): LogKey | undefined {
  const params = new URLSearchParams(search)
  const time = Number(params.get('time') || Number.NaN)
  const eventId = params.get('event') ?? ''
  return Number.isSafeInteger(time) && eventId !== ''
    ? { appId: params.get('app_id') ?? '', time, eventId }
    : undefined
}

const HOUR = 3_600_000
/** A session lasts up to a day, a request of a view hardly an hour. */
const RELATIONS: readonly { of: LogLink['of']; key: string; marginMs: number }[] = [
  { of: 'session', key: 'session_id', marginMs: 24 * HOUR },
  { of: 'view', key: 'view_id', marginMs: 4 * HOUR },
  { of: 'trace', key: 'trace_id', marginMs: HOUR },
]

export interface LogLink {
  of: 'session' | 'view' | 'trace'
  /** Search for the logs. */
  term: string
  range: TimeWindow
  href: string
}

/** Lists of the logs that share the session, the view or the trace of an event, of every application. */
export function toLogLinks(event: SessionEvent | FoundEvent): LogLink[] {
  return RELATIONS.flatMap(({ of, key, marginMs }) => {
    const value = readEventValue(event, key)
    if (value === undefined || value === '') {
      return []
    }
    const term = toValueTerm({ key, value })
    const range = { from: event.time - marginMs, to: event.time + marginMs }
    return {
      of,
      term,
      range,
      href: toExplorerUrl({ ...toDefaultState('logs'), query: term, range }),
    }
  })
}

/** Address of the session of a log, at the log and with its other logs; `undefined` for a log without a session. */
export function toSessionOfLog(log: FoundEvent): string | undefined {
  return log.session_id === ''
    ? undefined
    : `${toSessionPath(log)}&type=view,action,error,log&event=${encodeURIComponent(log.event_id)}`
}
