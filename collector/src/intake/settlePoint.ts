import type { Point } from '../../../protocol/point.ts'

/**
 * Leaves one value for each name: of a tag and a field that share one, the field. Runs before anything reads the
 * point, because a check that read one of the two while the store kept the other could be passed with any value.
 * Changes the point in place: it was made by the decoder and nobody else has it.
 */
export function settlePoint({ tags, fields }: Point): void {
  for (const name of Object.keys(tags)) {
    if (Object.hasOwn(fields, name)) {
      delete tags[name]
    }
  }
}

/** The text of a name that is a tag or a field; empty where the point has neither. The store keeps the same text. */
export function readText({ tags, fields }: Point, name: string): string {
  return String(readOwn(fields, name) ?? readOwn(tags, name) ?? '').toWellFormed()
}

/** Makes a tag the only value of its name. */
export function replaceTag({ tags, fields }: Point, name: string, value: string): void {
  delete fields[name]
  tags[name] = value
}

function readOwn<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
