import { EVENT_FIELDS } from '../../../../collector/src/search/searchField.ts'
import { SESSION_FIELDS } from '../../../../collector/src/search/sessionField.ts'
import type { Field } from '../../../../protocol/analytics.ts'

/** Answer of `GET /api/fields`, from the tables of the collector. */
export const COLLECTOR_FIELDS: readonly Field[] = [
  ...[...SESSION_FIELDS.values()].map(({ key, kind }) => ({
    key,
    kind,
    of_session: true,
    measurement: '',
  })),
  ...[...EVENT_FIELDS.values()]
    .filter(({ key }) => !SESSION_FIELDS.has(key))
    .map(({ key, kind, measurement = '' }) => ({ key, kind, of_session: false, measurement })),
]
