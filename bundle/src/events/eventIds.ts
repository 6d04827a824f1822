import { createUuid } from '../core/ids.ts'

/**
 * Ids that are unique to the page and its place in time: a random part for the page (48 bits), then a number. They
 * share their beginning, so that a compressed batch hardly pays for them.
 */
export function createEventIds(): () => string {
  const page = createUuid().slice(0, 13)
  let serial = 0
  return () => `${page}-${(serial++).toString(36)}`
}
