import type { Unit } from '../../../protocol/dictionary/entry.ts'
import { findField } from '../../../protocol/fields.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { BarScale } from './barEdges.ts'
import type { Counted } from './facetGroups.ts'
import { toSessionColumn } from './mergedSessions.ts'
import { EVENT_FIELDS } from './search/searchField.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'

/** A number field of what is counted. */
export interface NumberField {
  scale: BarScale
  /** Expression over the source of `selectCounted`; may be NULL. */
  value: string
  /** Condition that a row with a value fulfils. */
  exists: string
}

const FRACTIONS: readonly Unit[] = ['score', 'percent', 'number']

/**
 * Finds a number field among the allow-listed ones.
 *
 * @param parameter - name of the parameter to blame for another key
 */
export function toNumberField(key: string, { of }: Counted, parameter: string): NumberField {
  const ofSessions = of === 'sessions' ? SESSION_FIELDS.get(key) : undefined
  const ofEvents = of === 'events' ? EVENT_FIELDS.get(key) : undefined
  const kind = (ofSessions ?? ofEvents)?.kind ?? 'text'
  if (!['duration', 'bytes', 'number'].includes(kind)) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `${parameter}: ${JSON.stringify(key.slice(0, 64))} is no number${of === 'sessions' ? ' of sessions' : ''}: GET /api/fields lists kinds`,
    )
  }
  const isFraction = FRACTIONS.includes(findField(key)?.unit ?? 'string')
  const scale = kind === 'duration' ? kind : isFraction ? 'fraction' : 'whole'
  return ofEvents
    ? { scale, value: ofEvents.value, exists: ofEvents.exists }
    : { scale, value: toSessionColumn(key), exists: '1' }
}
