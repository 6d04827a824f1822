import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDirectory, startTestCollector } from '../../app/collector.testkit.ts'
import { openChdb } from '../../store/chdb.ts'
import { embeddedDatabase } from '../../store/database.ts'
import type { Store } from '../../store/openStore.ts'
import { openStore } from '../../store/openStore.ts'
import type { RuleMeasures } from './createRuleMeasures.ts'
import { createRuleMeasures } from './createRuleMeasures.ts'
import type { Question } from './question.ts'

const directory = makeDirectory()
const MINUTE = 60_000
/** Not younger than the retention, and within one day. */
const end = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000
const span = { from: end - 60 * MINUTE, to: end }
let store: Store
let measures: RuleMeasures

/** `minutes` before the end of the span. */
function line(
  kind: string,
  session: string,
  { minutes, tags = '', fields }: { minutes: number; tags?: string; fields: string },
): string {
  const id = `${kind}-${session}-${minutes}-${fields.length}`
  return `${kind},app_id=shop,env=prod,session_id=${session},userid=u-${session}${tags} ${fields},event_id="${id}" ${end - minutes * MINUTE}`
}

test.before(async () => {
  const collector = await startTestCollector(directory.path)
  const view = (session: string, minutes: number, lcp: number, version = 1): string =>
    line('view', session, {
      minutes,
      tags: ',view_path=/cart',
      fields: `largest_contentful_paint=${lcp},time_spent=${version}000000000,view_id="v"`,
    })
  const { status, body } = await collector.send(
    [
      view('old', 90, 9_000),
      line('error', 'old', {
        minutes: 20,
        fields: 'error_message="late crash",error_handling="unhandled"',
      }),
      view('a', 50, 2_000),
      view('b', 40, 2_000),
      view('c', 30, 2_000),
      line('error', 'b', { minutes: 39, fields: 'error_message="x",error_handling="handled"' }),
      line('error', 'c', { minutes: 29, fields: 'error_message="y",error_handling="unhandled"' }),
      line('view', 'd', { minutes: 10, tags: ',country=BR', fields: 'time_spent=1,view_id="v"' }),
      `view,app_id=other,session_id=z event_id="z",time_spent=1 ${end - 5 * MINUTE}`,
    ].join('\n'),
  )
  assert.equal(status, 200, body)
  await collector.stop()
  store = await openStore(embeddedDatabase(await openChdb(directory.path)))
  measures = createRuleMeasures(store.queryInBackground)
})
test.after(async () => {
  await store.close()
  directory.remove()
})

const shop: Question = { app_id: 'shop', query: '', measure: 'events', event_type: '', field: '' }

const rows: readonly [string, Partial<Question>, value: number | undefined, samples: number][] = [
  ['events', {}, 7, 7],
  ['errors', { event_type: 'error' }, 3, 3],
  ['unhandled errors', { event_type: 'error', query: 'error_handling:unhandled' }, 2, 2],
  ['sessions that began in the window', { measure: 'sessions' }, 4, 4],
  [
    'sessions with an event that matches',
    { measure: 'sessions', query: 'error_message:x env:prod' },
    1,
    1,
  ],
  [
    'sessions by a field of their own',
    { measure: 'sessions', query: 'session_error_count:>0' },
    2,
    2,
  ],
  ['users', { measure: 'users', event_type: 'error' }, 3, 3],
  ['crash-free sessions among those with an event', { measure: 'crash_free' }, 1 - 2 / 5, 5],
  ['crash-free sessions of a country', { measure: 'crash_free', query: 'country:BR' }, 1, 1],
  ['crash-free sessions of nobody', { measure: 'crash_free', query: 'env:none' }, undefined, 0],
  ['the 75th percentile of a vital', { measure: 'p75', field: 'lcp' }, 2_000, 3],
  ['a vital that no view has', { measure: 'p75', field: 'inp' }, undefined, 0],
  ['missing data', { measure: 'no_data', query: 'env:staging' }, 0, 0],
  ['another application', { app_id: 'other' }, 1, 1],
  ['all applications', { app_id: '' }, 8, 8],
]

test('each measure has the value that was counted by hand, alone and beside all others', async () => {
  const questions = rows.map(([, question]) => ({ ...shop, ...question }))
  const together = await measures.measure(questions, span)
  for (const [index, [name, , value, samples]] of rows.entries()) {
    const [alone] = await measures.measure([questions[index] as Question], span)
    assert.deepEqual(alone, { value, samples }, name)
    assert.deepEqual(together[index], { value, samples }, name)
  }
})

test('steps of a question add up to it, and say where nothing was', async () => {
  for (const measure of ['events', 'sessions'] as const) {
    const steps = await measures.measureSteps({ ...shop, measure }, { ...span, step: 20 * MINUTE })
    assert.deepEqual(
      steps.map(({ time, samples }) => [(end - time) / MINUTE, samples]),
      measure === 'events'
        ? [
            [60, 1],
            [40, 4],
            [20, 2],
          ]
        : [
            [60, 1],
            [40, 2],
            [20, 1],
          ],
    )
  }
  const [first] = await measures.measureSteps(
    { ...shop, measure: 'crash_free', query: 'country:BR' },
    { ...span, step: 20 * MINUTE },
  )
  assert.deepEqual([first?.value, first?.samples], [undefined, 0])
})

test('a question that cannot be read is named, and the others are answered', async () => {
  const answers = await measures.measure([{ ...shop, query: 'no_such_key:1' }, shop], span)
  assert.match(JSON.stringify(answers[0]), /query, column 1: there is no key no_such_key/)
  assert.deepEqual(answers[1], { value: 7, samples: 7 })
  assert.equal(measures.findProblem(shop), undefined)
})

test('values of searches stay values: a quote changes no statement', async () => {
  const query = String.raw`env:"') OR 1=1 --" view_path:"\\' \\"`
  const answers = await measures.measure(
    [
      { ...shop, query },
      { ...shop, app_id: "') --" },
    ],
    span,
  )
  assert.deepEqual(answers, [
    { value: 0, samples: 0 },
    { value: 0, samples: 0 },
  ])
})

test('what the engine refuses does not keep the others from an answer', async () => {
  const refusing = createRuleMeasures(async <Row>(sql: string, parameters = {}) => {
    if (Object.values(parameters).flat().includes('huge')) {
      throw Object.assign(new Error('Code: 241. DB::Exception'), { code: '241' })
    }
    return store.queryInBackground<Row>(sql, parameters)
  })
  const questions = Array.from({ length: 7 }, (_, index) => ({
    ...shop,
    query: index === 4 ? 'env:huge' : 'env:prod',
  }))
  const answers = await refusing.measure(questions, span)
  assert.deepEqual(
    answers.map((answer) => ('problem' in answer ? 'problem' : answer.value)),
    [7, 7, 7, 7, 'problem', 7, 7],
  )
})
