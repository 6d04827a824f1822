import { EVENT_TYPES } from '../../../../protocol/fields.ts'
import type { Measurement } from '../../../../protocol/measurements.ts'
import { parseSearch } from '../search/parseSearch.ts'
import type { Atoms } from './atoms.ts'
import { createAtoms } from './atoms.ts'
import type { Question, Selection, Span } from './question.ts'
import { selectApplications, toOwnApplication, toSelectionColumns, toSpan } from './question.ts'

/** Column of a percentile, and the events that have it. */
const PERCENTILES = {
  lcp: ['e.lcp', 'view'],
  inp: ['e.inp', 'view'],
  cls: ['e.cls', 'view'],
  fcp: ['e.fcp', 'view'],
  ttfb: ['e.ttfb', 'view'],
  loading_time: ['e.loading_time', 'view'],
  resource_duration: ['e.duration', 'resource'],
} as const

/**
 * Questions about events, in one pass. The rows that no question is about are left out by the sorting key: applications
 * and types.
 */
export function selectEventMeasures(questions: readonly Question[], span: Span): Selection {
  const atoms = createAtoms()
  const time = atoms.toName('toUnixTimestamp64Milli(e.ts)')
  const columns = toSelectionColumns(questions.map((one) => toMeasure(one, atoms)))
  const apps = selectApplications(questions, 'e')
  const types = questions.map(toType)
  const list = [...new Set(types)].map((type) => `'${type}'`).join(', ')
  const { sql, parameters } = toSpan('e.ts', span)
  return {
    columns,
    time,
    sql: `(SELECT ${atoms.columns}
  FROM rum.events AS e FINAL
  PREWHERE ${apps.sql}${types.includes('') ? '' : ` AND e.type IN (${list})`}
  WHERE ${sql})`,
    parameters: { ...apps.parameters, ...parameters, ...atoms.values.values },
  }
}

/** Type of the events that a question is about; empty for any. */
function toType({ measure, event_type: type, field }: Question): Measurement | '' {
  if (measure === 'p75' && field !== '') {
    return PERCENTILES[field][1]
  }
  return measure === 'crash_free' ? '' : type
}

function toMeasure(question: Question, atoms: Atoms): string | readonly [string, string] {
  const { measure, field } = question
  const application = atoms.toName(toOwnApplication(question, 'e', atoms.values))
  const type = toType(question)
  const ofType = type === '' ? '1' : atoms.toName(toTypeCondition(type))
  const found = `${application} AND ${ofType} AND ${atoms.toCondition(parseSearch(question.query))}`
  switch (measure) {
    case 'users': {
      const user = atoms.toName('e.userid')
      return [`uniqExactIf(${user}, ${found} AND ${user} != '')`, `countIf(${found})`]
    }
    case 'crash_free': {
      const session = atoms.toName("if(e.session_id = '', 0, cityHash64(e.app_id, e.session_id))")
      const isCrash = atoms.toName("e.type = 'error' AND NOT e.handled")
      const all = `uniqExactIf(${session}, ${found} AND ${session} != 0)`
      const crashed = `uniqExactIf(${session}, ${found} AND ${isCrash} AND ${session} != 0)`
      return [`1 - ${crashed} / greatest(${all}, 1)`, all]
    }
    case 'p75': {
      const column = atoms.toName(PERCENTILES[field === '' ? 'lcp' : field][0])
      const has = `${found} AND isNotNull(${column})`
      return [`quantileTDigestIf(0.75)(ifNull(${column}, 0), ${has})`, `countIf(${has})`]
    }
    default:
      return found
  }
}

/** Written as text: only a name of the protocol may be. */
function toTypeCondition(type: Measurement): string {
  if (!EVENT_TYPES.includes(type)) {
    throw new Error(`no type of events: ${type}`)
  }
  return `e.type = '${type}'`
}
