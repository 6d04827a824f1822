import type { Measure } from '../../../protocol/measure.ts'
import { parseMeasure } from '../../../protocol/measure.ts'
import { isVitalKey, VITAL_KEYS, VITAL_THRESHOLDS } from '../../../protocol/vitalThresholds.ts'
import { HttpProblem } from '../core/httpProblem.ts'
import type { Counted } from './facetGroups.ts'
import { toSessionColumn } from './mergedSessions.ts'
import { toNumberField } from './numberField.ts'
import { EVENT_FIELDS } from './search/searchField.ts'
import { SESSION_FIELDS } from './search/sessionField.ts'

/** A measure as SQL, in two steps: what it needs of each row, and the number of many rows. */
export interface MeasureSql {
  /** Expressions over the source of `selectCounted`, each under its name. */
  columns: Readonly<Record<string, string>>
  /** Keys of sessions that the expressions need. */
  keys: readonly string[]
  /** Aggregate over those names; NULL where no row has a value. */
  aggregate: string
  /** Number of no rows. */
  empty: 0 | null
}

/** @param place - distinguishes the names of the columns from those of the measures of other keys: see `toPlaces` */
export function toMeasureSql(text: string, counted: Counted, place: number): MeasureSql {
  const measure = parseMeasure(text)
  if (measure === undefined) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `measures: ${JSON.stringify(text.slice(0, 64))} is none: write count, users or p75(duration), see docs/query.md`,
    )
  }
  return measure.of === 'rows' ? ofRows(measure.name, counted) : ofField(measure, counted, place)
}

/**
 * Returns the place of each measure's columns. Measures of one key share their column: the engine then computes
 * percentiles of several levels in one function.
 */
export function toPlaces(measures: readonly string[]): number[] {
  const keys = measures.map((text) => {
    const measure = parseMeasure(text)
    return measure?.of === 'field' && measure.name !== 'distinct' ? measure.key : text
  })
  return keys.map((key) => keys.indexOf(key))
}

function ofRows(name: Extract<Measure, { of: 'rows' }>['name'], counted: Counted): MeasureSql {
  const isOfSessions = counted.of === 'sessions'
  const nothing = { columns: {}, keys: [] }
  switch (name) {
    case 'count':
      return { ...nothing, aggregate: 'count()', empty: 0 }
    case 'part':
      return { ...nothing, aggregate: 'countIf(marked)', empty: 0 }
    case 'share':
      return { ...nothing, aggregate: 'countIf(marked) / count()', empty: null }
    case 'sessions':
      return isOfSessions
        ? { ...nothing, aggregate: 'count()', empty: 0 }
        : { columns: { sid: 'e.session_id' }, keys: [], aggregate: uniq('sid'), empty: 0 }
    case 'users':
      return isOfSessions
        ? {
            columns: { person: toSessionColumn('userid') },
            keys: ['userid'],
            aggregate: "uniqExactIf(person, person != '')",
            empty: 0,
          }
        : { columns: { person: 'e.userid' }, keys: [], aggregate: uniq('person'), empty: 0 }
  }
}

/** Exact for some thousands, within a percent beyond: exact sets of all ids of a month would fill the memory. */
function uniq(column: string): string {
  return `uniqCombined64If(${column}, ${column} != '')`
}

function ofField(
  { name, key }: Extract<Measure, { of: 'field' }>,
  counted: Counted,
  place: number,
): MeasureSql {
  const column = `m${place}`
  const keys = counted.of === 'sessions' ? [key] : []
  if (name === 'distinct') {
    const columns = { [column]: toText(key, counted) }
    return { columns, keys, aggregate: uniq(column), empty: 0 }
  }
  const { value, exists } = toNumberField(key, counted, 'measures')
  const columns = { [column]: `if(${exists}, ${value}, NULL)` }
  if (name === 'good' || name === 'poor') {
    return { columns, keys, aggregate: toVitalShare(name, key, column), empty: null }
  }
  const level = /^p(\d+)$/.exec(name)?.[1]
  if (level === undefined) {
    return { columns, keys, aggregate: `${name}(${column})`, empty: null }
  }
  // The same functions as the tables of groups, so that equal questions have equal answers. Resources are too many for t-digests.
  const family =
    counted.of === 'events' && counted.type === 'resource' ? 'quantileBFloat16' : 'quantileTDigest'
  return { columns, keys, aggregate: `${family}(0.${level})(${column})`, empty: null }
}

function toVitalShare(name: 'good' | 'poor', key: string, column: string): string {
  if (!isVitalKey(key)) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `measures: ${name} is of a web vital: ${VITAL_KEYS.join(', ')}`,
    )
  }
  const [good, poor] = VITAL_THRESHOLDS[key]
  const condition = name === 'good' ? `<= ${good}` : `> ${poor}`
  return `countIf(${column} ${condition}) / nullIf(count(${column}), 0)`
}

function toText(key: string, { of }: Counted): string {
  const field = (of === 'sessions' ? SESSION_FIELDS : EVENT_FIELDS).get(key)
  if (field === undefined) {
    throw new HttpProblem(
      400,
      'rum.badRequest',
      `measures: ${JSON.stringify(key.slice(0, 64))} is no field of ${of}: GET /api/fields lists them`,
    )
  }
  const value = of === 'sessions' ? toSessionColumn(key) : field.value
  return `ifNull(toString(${value}), '')`
}
