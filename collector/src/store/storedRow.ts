import type { EventRow } from './eventRow.ts'
import { toHealthRow, withoutForeignHealth } from './healthRow.ts'

/**
 * The texts that are written for an event, as JSON. Text from early on: thousands of rows wait for the disk, and as objects the
 * garbage collector would look at each of their values again and again.
 */
export interface StoredRow {
  /** A row of `rum.events`. */
  event: string
  /** A row of `rum.session_health`; empty where the event does not tell of it. */
  health: string
}

export function toStoredRow(row: EventRow): StoredRow {
  const health = toHealthRow(row)
  return {
    event: JSON.stringify(withoutForeignHealth(row)),
    health: health === undefined ? '' : JSON.stringify(health),
  }
}

/** How a client writes what is inserted: a row that is text is JSON already. */
export const ROW_JSON = {
  parse: <Value>(text: string): Value => JSON.parse(text),
  stringify: (row: unknown): string => (typeof row === 'string' ? row : JSON.stringify(row)),
}
