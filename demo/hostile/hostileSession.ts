import type { RawEvent } from './rawLine.ts'
import { toRawLine } from './rawLine.ts'

export interface HostileOptions {
  readonly appId: string
  /** ms since the epoch: the last event is before it. */
  readonly end: number
}

export interface CountedOptions extends HostileOptions {
  readonly id: string
  /** Number of events. */
  readonly count: number
}

/** A session that somebody could send to hurt whoever reads it. */
export interface HostileSession {
  readonly id: string
  readonly lines: Iterable<string>
  readonly logs?: Iterable<string>
}

type Draft = Omit<RawEvent, 'time'> & { readonly at: number }

/** Writes events of one session, `at` ms after its start. */
export function createWriter({ appId, id, start }: { appId: string; id: string; start: number }) {
  let serial = 0
  return ({ measurement, at, tags, fields }: Draft): string =>
    toRawLine({
      measurement,
      time: start + at,
      tags: { app_id: appId, session_id: id, session_type: 'user', view_id: `${id}-view`, ...tags },
      fields: { event_id: `${id}-${serial++}`, ...fields },
    })
}
