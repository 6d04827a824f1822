import { z } from 'zod'
import type { Entries, Entry, Unit } from './dictionary/entry.ts'
import type { UnitOf } from './measurements.ts'

/** Parts of the schemas of answers. Keys are wire names, durations are nanoseconds, times are ms since the epoch. */
export const text = z.string()
export const count = z.int().min(0)
export const nanoseconds = z.number().min(0).describe('ns')
export const time = z.int().describe('ms since the epoch')
export const share = z.number().min(0).max(1)
export const cursor = text
  .optional()
  .describe('pass it as `cursor` for the next page; absent on the last one')

const UNITS = {
  ns: nanoseconds,
  ms: time,
  bytes: count,
  count,
  score: z.number(),
  percent: z.number(),
  number: z.number(),
  boolean: z.boolean(),
  string: text,
  code: text,
  json: text,
} as const satisfies Readonly<Record<Unit, z.ZodType>>

type KeyWith<E extends Entries, Mark> = {
  [K in keyof E]: E[K] extends Mark ? K : never
}[keyof E]

type ShapeOf<E extends Entries, K extends keyof E> = { [P in K]: (typeof UNITS)[UnitOf<E[P]>] }

/** Shape of the entries that have a key of their own in the API's events. */
export function toListedShape<E extends Entries>(
  entries: E,
): ShapeOf<E, KeyWith<E, { readonly isListed: true }>> {
  return toShape(entries, ({ isListed }) => isListed === true)
}

/** Shape of the entries of events that stand in a session's summary as well. */
export function toSummaryShape<E extends Entries>(
  entries: E,
): ShapeOf<E, KeyWith<E, { readonly ofSession: 'listed' }>> {
  return toShape(entries, ({ ofSession }) => ofSession === 'listed')
}

function toShape<E extends Entries, K extends keyof E>(
  entries: E,
  has: (entry: Entry) => boolean,
): ShapeOf<E, K> {
  const kept = Object.entries(entries).filter(([, entry]) => has(entry))
  return Object.fromEntries(
    kept.map(([key, { unit = 'string', about }]) => [key, UNITS[unit].describe(about)]),
  ) as ShapeOf<E, K>
}
