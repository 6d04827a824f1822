import assert from 'node:assert/strict'
import test from 'node:test'
import type { ClickHouseClient } from '@clickhouse/client'
import { FIELDS_OF_SESSIONS } from '../../../protocol/fields.ts'
import { makeDirectory } from '../app/collector.testkit.ts'
import { openChdb } from './chdb.ts'
import { embeddedDialect } from './dialect.ts'
import type { StoredField } from './eventColumns.ts'
import { COLUMN_FIELDS, EVENT_COLUMNS } from './eventColumns.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'

const directory = makeDirectory()
let client: ClickHouseClient
/** Columns of `rum.events` with their types, and the first schema version that has them. */
const columns = new Map<string, { type: string; since: number }>()

async function describe(table: string): Promise<{ name: string; type: string }[]> {
  const result = await client.query({ query: `DESCRIBE rum.${table}`, format: 'JSONEachRow' })
  return result.json()
}

test.before(async () => {
  const open = await openChdb(directory.path)
  client = open()
  for (const { id } of MIGRATIONS) {
    await migrate(
      client,
      embeddedDialect,
      MIGRATIONS.filter((one) => one.id <= id),
    )
    for (const { name, type } of await describe('events')) {
      columns.set(name, { since: id, ...columns.get(name), type })
    }
  }
})
test.after(async () => {
  await client.close()
  directory.remove()
})

const TYPES: Readonly<Record<StoredField['unit'], RegExp>> = {
  string: /^(String|LowCardinality\(String\)|Enum8\(.*\)|UInt64)$/,
  code: /^(String|LowCardinality\(String\))$/,
  json: /^String$/,
  ns: /^UInt64$/,
  ms: /^DateTime64\(3, 'UTC'\)$/,
  bytes: /^UInt64$/,
  count: /^UInt64$/,
  score: /^Float64$/,
  percent: /^Float64$/,
  number: /^Float64$/,
  boolean: /^Bool$/,
}

test('the migrations make the columns of the dictionary, each in its version', () => {
  const made = [...columns].map(([name, { since }]) => [name, since] as const)
  const named = new Map(COLUMN_FIELDS.map(({ column, columnSince }) => [column, columnSince]))
  const own = EVENT_COLUMNS.filter((column) => !named.has(column))
  assert.deepEqual(
    new Map(made.filter(([name]) => !own.some((column) => column === name))),
    new Map([...named].sort((one, other) => orderOf(one[0]) - orderOf(other[0]))),
  )
  assert.deepEqual([...columns.keys()].sort(), [...EVENT_COLUMNS].sort())
})

function orderOf(column: string): number {
  return [...columns.keys()].indexOf(column)
}

test('a column has the type of its unit, and no value where the dictionary says so', () => {
  for (const { column, unit, emptyCell } of COLUMN_FIELDS) {
    const type = columns.get(column)?.type ?? ''
    const [, inner] = /^Nullable\((.*)\)$/.exec(type) ?? []
    assert.match(inner ?? type, TYPES[unit], column)
    const isNumber = !['string', 'code', 'json', 'ms'].includes(unit)
    assert.equal(inner !== undefined, isNumber && emptyCell === undefined, column)
  }
})

test('the roll-up of sessions has a column for each name that sessions share with events', async () => {
  const names = (await describe('sessions')).map(({ name }) => name)
  const shared = FIELDS_OF_SESSIONS.filter(({ place }) => place !== 'session')
  // The user's name and email are kept with the id, as those of one event.
  const apart = ['user_name', 'user_email']
  assert.deepEqual(
    shared.map(({ key }) => key).filter((key) => !names.includes(key)),
    apart.filter((key) => shared.some((field) => field.key === key)).reverse(),
  )
})
