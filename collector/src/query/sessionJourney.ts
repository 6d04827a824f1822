import type { JourneyEvent, SessionJourney } from '../../../protocol/query.ts'
import type { AppScope } from '../http/appScope.ts'
import type { Store } from '../store/openStore.ts'
import { readSummary, toSource } from './sessionDetail.ts'
import { shorten } from './shorten.ts'

/** Limit of an answer: more than the explorer loads of a session, page by page. */
const MOST_EVENTS = 30_000
const NAME_CHARACTERS = 120

interface JourneyRow {
  id: string
  type: JourneyEvent['type']
  ts: string | number
  duration: string | number
  name: string
  mark: JourneyEvent['mark'] | ''
}

/** `toMarkKind` of the explorer says the same of a whole event. */
const MARK = `multiIf(
    e.type = 'error', if(e.handled, 'error', 'crash'),
    e.type = 'action', if(e.tags['action_frustration_types'] IN ('', '[]'), 'action', 'frustration'),
    e.type = 'long_task', 'long_task',
    e.type = 'resource' AND (match(e.status, '^[45]') OR e.tags['resource_failure'] = 'failed'), 'failed_request',
    '')`
const NAME = `if(e.type = 'view' AND e.view_name != '', toString(e.view_name), e.name)`

export interface SessionJourneyQuery {
  sessionId: string
  appId: string | undefined
  scope: AppScope
}

/**
 * All events of a session with what its picture shows of them: a few columns of 10,000 events take less time than all
 * columns of a thousand.
 */
export async function readSessionJourney(
  store: Pick<Store, 'query'>,
  query: SessionJourneyQuery,
): Promise<SessionJourney> {
  const source = toSource(await readSummary(store, query))
  const rows = await store.query<JourneyRow>(
    `SELECT sdk_event_id AS id, type, ts, duration, mark,
  if(mark = '' AND type != 'view', '', ${shorten('long_name', NAME_CHARACTERS)}) AS name
FROM (SELECT e.sdk_event_id AS sdk_event_id, e.type AS type, toInt8(e.type) AS type_order, e.event_id AS hash,
    toUnixTimestamp64Milli(e.ts) AS ts, e.duration AS duration, ${NAME} AS long_name, ${MARK} AS mark
  FROM ${source.sql}
  ORDER BY e.doc_version DESC, e.received_at DESC
  LIMIT 1 BY e.type, e.event_id)
ORDER BY ts, type_order, hash
LIMIT {most:UInt32}`,
    { ...source.parameters, most: MOST_EVENTS + 1 },
  )
  return { events: rows.slice(0, MOST_EVENTS).map(toEvent), is_whole: rows.length <= MOST_EVENTS }
}

function toEvent({ id, type, ts, duration, name, mark }: JourneyRow): JourneyEvent {
  return {
    event_id: id,
    type,
    time: Number(ts),
    duration: Number(duration),
    name,
    ...(mark && { mark }),
  }
}
