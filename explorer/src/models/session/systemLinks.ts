import type { LinkValues } from '../../../../protocol/applicationRules.ts'
import { fillLink } from '../../../../protocol/applicationRules.ts'
import type { FoundEvent, SessionEvent } from '../../../../protocol/query.ts'
import { readEventValue } from '../fields/readValue.ts'

/** Templates of an application; empty: none. */
export interface LinkTemplates {
  trace: string
  log: string
}

/** Addresses in other systems. A key is absent if its template or a value of it is. */
export interface SystemLinks {
  trace?: string
  log?: string
}

/** A trace, and what servers log about it, lie within this of the event that a browser reports. */
const MARGIN_MS = 15 * 60_000

/** Fills the templates of an application with the values of an event. */
export function toSystemLinks(
  event: SessionEvent | FoundEvent,
  { trace, log }: LinkTemplates,
): SystemLinks {
  const read = (key: string): string => String(readEventValue(event, key) ?? '')
  const values: LinkValues = {
    trace_id: read('trace_id'),
    session_id: read('session_id'),
    view_id: read('view_id'),
    userid: read('userid'),
    from: String(event.time - MARGIN_MS),
    to: String(event.time + MARGIN_MS),
  }
  const traceLink = fillLink(trace, values)
  const logLink = fillLink(log, values)
  return { ...(traceLink && { trace: traceLink }), ...(logLink && { log: logLink }) }
}
