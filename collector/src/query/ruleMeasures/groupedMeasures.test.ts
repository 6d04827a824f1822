import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { ALERT_FIELDS, ALERT_MEASURES } from '../../../../protocol/alertRules.ts'
import { makeDirectory, startTestCollector } from '../../app/collector.testkit.ts'
import { openChdb } from '../../store/chdb.ts'
import { embeddedDatabase } from '../../store/database.ts'
import type { Store } from '../../store/openStore.ts'
import { openStore } from '../../store/openStore.ts'
import { createSqlParameters } from '../search/sqlParameters.ts'
import type { RuleMeasures } from './createRuleMeasures.ts'
import { createRuleMeasures } from './createRuleMeasures.ts'
import { planGroups, toShapeParts } from './planGroups.ts'
import type { Question } from './question.ts'

const directory = makeDirectory()
const MINUTE = 60_000
/** Not younger than the retention, and within one day. */
const end = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000
const span = { from: end - 60 * MINUTE, to: end }
const SEED = 20
let store: Store
let measures: RuleMeasures
let statements: string[] = []

const APPS = ['shop', 'other', 'a b']
const ENVS = ['prod', 'staging', "it's"]
const PATHS = ['/', '/cart', '/cart/"x"', '/ü']
const TYPES = ['TypeError', 'RangeError']

/** Escapes a tag value of the line protocol. */
const toTag = (text: string): string => text.replace(/[ ,=]/g, '\\$&')

const event = fc.record({
  kind: fc.constantFrom('view', 'view', 'resource', 'error', 'action'),
  app: fc.constantFrom(...APPS),
  env: fc.constantFrom('', ...ENVS),
  path: fc.constantFrom('', ...PATHS),
  browser: fc.constantFrom('Chrome', 'Safari'),
  session: fc.nat(25),
  user: fc.nat(6),
  id: fc.nat(120),
  version: fc.nat(3),
  number: fc.integer({ min: 1, max: 40 }),
  minutes: fc.integer({ min: -10, max: 75 }),
})
type Generated = typeof event extends fc.Arbitrary<infer Value> ? Value : never

function toLine(one: Generated): string {
  const { kind, app, env, path, browser, session, user, id, version, number } = one
  const tags = [
    ['app_id', app],
    ['env', env],
    ['view_path', path],
    ['browser', browser],
    ['session_id', `s${session}`],
    ['userid', user === 0 ? '' : `u${user}`],
    ['plan', number % 2 ? 'free' : ''],
  ].flatMap(([key, value]) => (value ? [`${key}=${toTag(value)}`] : []))
  const own: Record<string, string> = {
    view: `largest_contentful_paint=${number * 1e8},time_spent=${version + 1}000000000,view_id="v${id}"`,
    resource: `duration=${number}000000i,resource_status=${number % 3 ? 200 : 404}i`,
    error: `error_message="failed ${number}",error_type="${TYPES[number % 2]}",error_handling="${number % 5 ? 'handled' : 'unhandled'}"`,
    action: `action_name="buy ${number}"`,
  }
  // The time of a view is part of its identity, and copies of an event have the same.
  const time = end - (kind === 'view' ? id % 75 : one.minutes) * MINUTE + 1
  return `${kind},${tags.join(',')} ${own[kind]},custom_level=${number}i,event_id="${kind}${id}" ${time}`
}

const TERMS = [
  ...ENVS.map((env) => `env:"${env}"`),
  ...PATHS.map((path) => `view_path:"${path.replace(/"/g, '\\"')}"`),
  ...['env:""', 'browser:Chrome', 'browser:Safari', 'type:error', 'type:view', 'app_id:shop'],
  ...TYPES.map((type) => `error_type:${type}`),
  ...['-env:prod', '(env:prod OR browser:Safari)', 'env:(prod OR staging)', 'view_path:/c*'],
  ...[
    'has:userid',
    'userid:u1',
    'largest_contentful_paint:>1s',
    'duration:[1ms TO 20ms]',
    '@plan:free',
    'status:404',
  ],
  ...[
    'error_handling:unhandled',
    'failed',
    'session_id:s1',
    'resource_status:404',
    'no_such_key:1',
  ],
  ...['session_error_count:>0', 'session_status:crashed', 'action_name:"buy 3"'],
]
const question: fc.Arbitrary<Question> = fc.record({
  app_id: fc.constantFrom('', ...APPS),
  query: fc.array(fc.constantFrom(...TERMS), { maxLength: 4 }).map((terms) => terms.join(' ')),
  measure: fc.constantFrom(...ALERT_MEASURES),
  event_type: fc.constantFrom('', 'view', 'error', 'resource'),
  field: fc.constantFrom(...ALERT_FIELDS),
})

test.before(async () => {
  const collector = await startTestCollector(directory.path)
  const [events = []] = fc.sample(fc.array(event, { minLength: 1500, maxLength: 1500 }), {
    seed: SEED,
    numRuns: 1,
  })
  // Several batches: copies and updates of an event lie in different parts.
  for (let at = 0; at < events.length; at += 500) {
    const { status, body } = await collector.send(
      events
        .slice(at, at + 500)
        .map(toLine)
        .join('\n'),
    )
    assert.equal(status, 200, body)
  }
  await collector.stop()
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
  measures = createRuleMeasures((sql, parameters) => {
    statements.push(sql)
    return store.queryInBackground(sql, parameters)
  })
})
test.after(async () => {
  await store.close()
  directory.remove()
})

/** The answer to one question by a statement of its own, which looks nothing up. */
async function measureAlone(one: Question) {
  try {
    const [step] = await measures.measureSteps(one, { ...span, step: span.to - span.from })
    return { value: step?.value, samples: step?.samples }
  } catch (error) {
    return {
      problem: `query, column ${(error as { column: number }).column}: ${(error as Error).message}`,
    }
  }
}

test('rules that are measured together have the values of each by itself', async () => {
  const questions = fc.sample(question, { seed: SEED, numRuns: 250 })
  const together = await measures.measure(questions, span)
  let valued = 0
  for (const [index, one] of questions.entries()) {
    const alone = await measureAlone(one)
    assert.deepEqual(together[index], alone, JSON.stringify(one))
    valued += 'samples' in alone && Number(alone.samples) > 0 ? 1 : 0
  }
  assert.ok(valued > 100, `${valued} of the questions had samples`)
})

test('as many rules as a collector keeps are two statements, if they differ in their values only', async () => {
  const questions = Array.from({ length: 2000 }, (_, index): Question => {
    const measure = ALERT_MEASURES[index % ALERT_MEASURES.length] ?? 'events'
    const query = `env:prod view_path:/p${index} browser:Chrome`
    const field = ALERT_FIELDS[index % ALERT_FIELDS.length] ?? 'lcp'
    return { app_id: `app-${index % 10}`, query, measure, event_type: 'error', field }
  })
  statements = []
  const answers = await measures.measure(questions, span)
  assert.deepEqual(
    answers.filter((answer) => 'problem' in answer),
    [],
  )
  assert.equal(statements.length, 2)
})

test('texts of many columns are told apart where their combinations exceed what a number holds', async () => {
  const columns = Array.from({ length: 8 }, (_, index) => `c${index}`)
  const parameters = createSqlParameters('measure')
  const conditions = Array.from({ length: 1000 }, (_, row) => ({
    equalities: new Map(columns.map((column, index) => [column, `${(row * (index + 1)) % 1000}`])),
    rest: row % 2 === 0 ? [] : ['number < 1000'],
  }))
  const { columns: list, groups, groupOf } = planGroups(conditions, parameters)
  const rows = columns.map(
    (column, index) =>
      `toString((number * ${index + 1} + intDiv(number, 1000) * ${index}) % 1000) AS ${column}`,
  )
  const found = await store.queryInBackground<{ number: number; found: number[] }>(
    `SELECT number, arrayFilter(one -> one != 0, ${groups}) AS found FROM (SELECT number, ${list} FROM (SELECT number, ${rows.join(', ')} FROM numbers(2000))) ORDER BY number`,
    parameters.values,
  )
  assert.equal(found.length, 2000)
  for (const { number, found: own } of found) {
    assert.deepEqual(own, number < 1000 ? [groupOf[Number(number)]] : [], `${number}`)
  }
})

test('conditions are divided where they need too many expressions, and equal shapes stay together', () => {
  const looked = (value: string, rest: string[] = []) => ({
    equalities: new Map([['e.env', value]]),
    rest,
  })
  const many = Array.from({ length: 500 }, (_, index) => looked(`${index}`))
  assert.deepEqual(
    toShapeParts(many, 10).map(({ length }) => length),
    [500],
  )
  const own = Array.from({ length: 12 }, (_, index) => looked('prod', [`condition ${index}`]))
  // One shape and one condition each: five of them are ten expressions.
  assert.deepEqual(
    toShapeParts([...own, ...own], 10).map(({ length }) => length),
    [10, 10, 4],
  )
  assert.deepEqual(toShapeParts([], 10), [])
})
