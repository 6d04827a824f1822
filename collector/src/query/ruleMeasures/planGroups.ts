import type { SqlParameters } from '../search/sqlParameters.ts'

/** Conditions that a row must fulfil to belong to a group. */
export interface RowCondition {
  /** Texts that columns must have. */
  equalities: ReadonlyMap<string, string>
  /** Further conditions, as SQL. */
  rest: readonly string[]
}

export interface GroupPlan {
  /** List of an inner selection, whose columns `groups` reads. */
  columns: string
  /** The numbers of the groups that a row belongs to, as SQL: an array that may hold zeros. */
  groups: string
  /** Number of the group of each condition, from 1 on. Equal conditions have one group. */
  groupOf: readonly number[]
}

/** Conditions on the same columns and with the same further conditions. */
interface Shape {
  columns: readonly string[]
  rest: readonly string[]
  /** Values in the order of the columns, by group. */
  members: Map<number, readonly string[]>
}

/**
 * Pure: looks up the groups of a row instead of asking one condition after another. Each column's text becomes a number, the
 * numbers of a shape's columns become one, and that is looked up. The statement grows with the shapes and hardly with the conditions.
 */
export function planGroups(
  conditions: readonly RowCondition[],
  parameters: SqlParameters,
): GroupPlan {
  const { shapes, groupOf } = toShapes(conditions)
  const columns = new Map<string, string>()
  const texts = collectTexts(shapes)
  const toName = (sql: string): string => {
    const name = columns.get(sql) ?? `g${columns.size}`
    columns.set(sql, name)
    return name
  }
  const digits = new Map(
    [...texts].map(([column, values]) => [
      column,
      {
        name: toName(
          `toUInt64(transform(${column}, ${parameters.texts([...values.keys()])}, range(1, ${values.size + 1}), 0))`,
        ),
        values,
      },
    ]),
  )
  const groups = shapes.map((shape) => toGroup(shape, { digits, toName }))
  return {
    columns: [...columns].map(([sql, name]) => `${sql} AS ${name}`).join(',\n    '),
    groups: `[${groups.join(', ')}]`,
    groupOf,
  }
}

/**
 * Pure: divides conditions, in their order, into parts with a limited number of expressions each. Those of one shape are in one
 * part.
 *
 * @returns the places of each part's conditions
 */
export function toShapeParts(conditions: readonly RowCondition[], limit: number): number[][] {
  const { shapes, groupOf } = toShapes(conditions)
  const parts: Set<number>[] = []
  let expressions = new Set<string>()
  for (const [index, { rest, members }] of shapes.entries()) {
    const own = [`shape ${index}`, ...rest]
    const next = new Set([...expressions, ...own])
    const isFull = parts.length === 0 || next.size > limit
    expressions = isFull ? new Set(own) : next
    if (isFull) {
      parts.push(new Set())
    }
    for (const group of members.keys()) {
      parts.at(-1)?.add(group)
    }
  }
  return parts.map((part) => groupOf.flatMap((group, index) => (part.has(group) ? [index] : [])))
}

function toShapes(conditions: readonly RowCondition[]): { shapes: Shape[]; groupOf: number[] } {
  const shapes = new Map<string, Shape>()
  const groups = new Map<string, number>()
  const groupOf = conditions.map((condition) => {
    const { columns, values, rest } = toSorted(condition)
    const key = JSON.stringify([columns, rest])
    const shape = shapes.get(key) ?? { columns, rest, members: new Map() }
    shapes.set(key, shape)
    const member = JSON.stringify([key, values])
    const group = groups.get(member) ?? groups.size + 1
    groups.set(member, group)
    shape.members.set(group, values)
    return group
  })
  return { shapes: [...shapes.values()], groupOf }
}

/** Equal for conditions that hold for the same rows because they say the same. */
export function toConditionKey(condition: RowCondition): string {
  return JSON.stringify(Object.values(toSorted(condition)))
}

function toSorted({
  equalities,
  rest,
}: RowCondition): Record<'columns' | 'values' | 'rest', readonly string[]> {
  const sorted = [...equalities].sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    columns: sorted.map(([column]) => column),
    values: sorted.map(([, value]) => value),
    rest: [...new Set(rest)].sort(),
  }
}

/** The texts that any condition asks a column for, with their numbers, from 1 on. */
type Texts = ReadonlyMap<string, number>

function collectTexts(shapes: readonly Shape[]): Map<string, Map<string, number>> {
  const texts = new Map<string, Map<string, number>>()
  for (const { columns, members } of shapes) {
    for (const values of members.values()) {
      for (const [place, column] of columns.entries()) {
        const known = texts.get(column) ?? new Map<string, number>()
        const value = values[place] as string
        known.set(value, known.get(value) ?? known.size + 1)
        texts.set(column, known)
      }
    }
  }
  return texts
}

interface Digit {
  name: string
  values: Texts
}

/** One number for the texts of several columns, as SQL and for each group. 0 or unknown for a row that has other texts. */
interface Code {
  sql: string
  /** Codes are below this. */
  size: number
  codes: readonly number[]
}

function toGroup(
  { columns, rest, members }: Shape,
  { digits, toName }: { digits: ReadonlyMap<string, Digit>; toName(sql: string): string },
): string {
  const all = [...members.values()]
  let code: Code = { sql: '', size: 1, codes: all.map(() => 0) }
  for (const [place, column] of columns.entries()) {
    const digit = digits.get(column) as Digit
    const numbers = all.map((values) => digit.values.get(values[place] as string) as number)
    code = addDigit(code, digit, numbers)
  }
  const groups = [...members.keys()]
  const group =
    columns.length === 0
      ? String(groups[0])
      : `transform(${code.sql}, [${code.codes.join(', ')}], [${groups.join(', ')}], 0)`
  return rest.length === 0
    ? `toUInt16(${group})`
    : `toUInt16(if(${rest.map(toName).join(' AND ')}, ${group}, 0))`
}

function addDigit(code: Code, { name, values }: Digit, numbers: readonly number[]): Code {
  const base = values.size + 1
  const { sql, size, codes } = code.size * base > Number.MAX_SAFE_INTEGER ? toSmaller(code) : code
  return {
    sql: sql === '' ? name : `${sql} + ${size} * ${name}`,
    size: size * base,
    codes: codes.map((one, index) => one + size * (numbers[index] as number)),
  }
}

/** Numbers the codes that occur anew, so that further digits fit into a number that is exact in both languages. */
function toSmaller({ sql, codes }: Code): Code {
  const known = [...new Set(codes)]
  const places = new Map(known.map((code, index) => [code, index + 1]))
  return {
    sql: `toUInt64(transform(${sql}, [${known.join(', ')}], range(1, ${known.length + 1}), 0))`,
    size: known.length + 1,
    codes: codes.map((code) => places.get(code) as number),
  }
}
