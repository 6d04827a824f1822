import { EVENT_TYPES } from '../../../../protocol/fields.ts'
import type { Measurement } from '../../../../protocol/measurements.ts'
import { toEventCondition } from '../search/eventSearch.ts'
import { parseSearch } from '../search/parseSearch.ts'
import type { SqlFragment } from '../search/sqlParameters.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import type { Question, Selection, Span } from './question.ts'
import { toSpan } from './question.ts'

/** Column of a percentile, and the events that have it. */
export const PERCENTILES = {
  lcp: ['e.lcp', 'view'],
  inp: ['e.inp', 'view'],
  cls: ['e.cls', 'view'],
  fcp: ['e.fcp', 'view'],
  ttfb: ['e.ttfb', 'view'],
  loading_time: ['e.loading_time', 'view'],
  resource_duration: ['e.duration', 'resource'],
} as const

/** Selects the events that one question is about, to be grouped by time. */
export function selectEventMeasure(question: Question, span: Span): Selection {
  const values = createSqlParameters('measure')
  const rows = selectRows([question])
  const time = toSpan('e.ts', span)
  const condition = toEventCondition(parseSearch(question.query), values)
  const { value, samples, has } = toMeasure(question)
  return {
    value,
    samples,
    time: 'toUnixTimestamp64Milli(e.ts)',
    sql: `rum.events AS e FINAL
PREWHERE ${rows.sql}
WHERE ${time.sql} AND ${condition} AND ${has}`,
    parameters: { ...rows.parameters, ...time.parameters, ...values.values },
  }
}

function toMeasure({ measure, field }: Question): Record<'value' | 'samples' | 'has', string> {
  switch (measure) {
    case 'users':
      return { value: "uniqExactIf(e.userid, e.userid != '')", samples: 'count()', has: '1' }
    case 'crash_free': {
      const all = 'uniqExact(e.app_id, e.session_id)'
      const crashed = "uniqExactIf(e.app_id, e.session_id, e.type = 'error' AND NOT e.handled)"
      return {
        value: `1 - ${crashed} / greatest(${all}, 1)`,
        samples: all,
        has: "e.session_id != ''",
      }
    }
    case 'p75': {
      const [column] = PERCENTILES[field === '' ? 'lcp' : field]
      const has = `isNotNull(${column})`
      return { value: `quantileTDigest(0.75)(ifNull(${column}, 0))`, samples: 'count()', has }
    }
    default:
      return { value: 'count()', samples: 'count()', has: '1' }
  }
}

/** Type of the events that a question is about; empty for any. */
export function toType({ measure, event_type: type, field }: Question): Measurement | '' {
  if (measure === 'p75' && field !== '') {
    return PERCENTILES[field][1]
  }
  return measure === 'crash_free' ? '' : type
}

/**
 * The rows that any question is about, by the sorting key: applications and types. Decision 0144 says why nothing else may
 * stand there.
 */
export function selectRows(questions: readonly Question[]): SqlFragment {
  const byType = new Map<Measurement | '', Set<string>>()
  for (const question of questions) {
    const type = toType(question)
    byType.set(type, (byType.get(type) ?? new Set()).add(question.app_id))
  }
  const fragments = [...byType].map(([type, apps], index): SqlFragment => {
    const name = `apps${index}`
    const ofType = type === '' ? [] : [toTypeCondition(type)]
    const isOfAll = apps.has('')
    return {
      sql:
        [...(isOfAll ? [] : [`e.app_id IN {${name}:Array(String)}`]), ...ofType].join(' AND ') ||
        '1',
      parameters: isOfAll ? {} : { [name]: [...apps].map((appId) => appId.toWellFormed()) },
    }
  })
  return {
    sql: fragments.map(({ sql }) => `(${sql})`).join(' OR '),
    parameters: Object.assign({}, ...fragments.map(({ parameters }) => parameters)),
  }
}

/** Written as text: only a name of the protocol may be. */
function toTypeCondition(type: Measurement): string {
  if (!EVENT_TYPES.includes(type)) {
    throw new Error(`no type of events: ${type}`)
  }
  return `e.type = '${type}'`
}
