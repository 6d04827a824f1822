import type { FieldsOf, Measurement, TagsOf } from '../../../protocol/measurements.ts'
import type { Timestamp } from '../core/time.ts'

/** Custom context as the page gives it. Values of any kind: the encoder makes fields of them. */
export type Context = Record<string, unknown>

interface RawEventOf<M extends Measurement> {
  readonly measurement: M
  /** When it began: what the contexts are looked up with, and the time of the line. */
  readonly startedAt: Timestamp
  readonly tags: TagsOf<M>
  readonly fields: FieldsOf<M>
  readonly context?: Context | undefined
  /** Browser objects that the event was made of, for the page's `beforeSend`. */
  readonly source?: Context
}

/** An event as its collection reports it: without the session, the user or the page's contexts. */
export type RawEvent = { [M in Measurement]: RawEventOf<M> }[Measurement]

/** Tags, fields and context that one provider adds to an event. The event's own tags and fields win over it. */
export interface Contribution {
  readonly tags?: TagsOf<Measurement>
  readonly fields?: FieldsOf<Measurement>
  readonly context?: Context | undefined
}

/** The whole event, ready for the encoder. */
export interface AssembledEvent {
  readonly measurement: Measurement
  readonly time: Timestamp
  readonly tags: Record<string, string | undefined>
  readonly fields: Record<string, unknown>
  /** Becomes fields under its own keys, where those are not taken. */
  context: Context
  readonly source?: Context | undefined
}
