import assert from 'node:assert/strict'
import test from 'node:test'
import { MEASURE_LIMITS } from '../../../../protocol/measure.ts'
import { FIELD_INDEX } from '../fields/fieldIndex.ts'
import { toWidget } from './dashboards.testkit.ts'
import { findWidgetProblem, planQuestions } from './widgetQuestion.ts'
import type { DashboardScope } from './widgetSearch.ts'
import { toListBehind, toWidgetSearch } from './widgetSearch.ts'

const HOUR = 3_600_000
const scope: DashboardScope = {
  range: { last: { count: 24, unit: 'h' } },
  window: { from: 0, to: 24 * HOUR },
  zone: 'UTC',
  appId: 'shop',
  query: '',
  variables: [{ name: 'env', key: 'env', value: 'prod' }],
  chosen: {},
  fields: FIELD_INDEX,
}

test('numbers of the same rows are one question, of which each widget knows its places', () => {
  const plans = planQuestions(
    [
      toWidget({ id: 'a' }),
      toWidget({ id: 'b', kind: 'value', measures: ['users'] }),
      toWidget({ id: 'c', kind: 'timeSeries' }),
      toWidget({ id: 'd', query: 'browser:Edge' }),
    ],
    scope,
  )
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => plans.get(id))
  assert.equal(JSON.stringify(a?.question), JSON.stringify(b?.question))
  assert.equal(JSON.stringify(a?.question), JSON.stringify(c?.question))
  assert.deepEqual([a?.places, b?.places, c?.places], [[0], [1], [0]])
  assert.deepEqual(a?.question, {
    path: '/api/sessions/measures',
    params: {
      from: 0,
      to: 24 * HOUR,
      app_id: 'shop',
      type: undefined,
      query: undefined,
      measures: 'count,users',
      before: 'true',
      interval: HOUR / 2,
      zone: 'UTC',
    },
  })
  assert.equal(d?.question.params['query'], 'browser:Edge')
})

test('a share joins the numbers of its rows; a question has one part', () => {
  const share = { kind: 'value', measures: ['share'] } as const
  const plans = planQuestions(
    [
      toWidget({ id: 'count', kind: 'value' }),
      toWidget({ id: 'crashed', ...share, part: 'session_has_crashed:true' }),
      toWidget({ id: 'edge', ...share, part: 'browser:Edge' }),
      toWidget({ id: 'users', kind: 'value', measures: ['users'] }),
      toWidget({ id: 'unsaid', ...share, part: '' }),
    ],
    scope,
  )
  const asked = ['count', 'crashed', 'edge', 'users', 'unsaid'].map((id) => {
    const params = plans.get(id)?.question.params
    return [params?.['measures'], params?.['part'], plans.get(id)?.places]
  })
  assert.deepEqual(asked, [
    ['count,share,users', 'session_has_crashed:true', [0]],
    ['count,share,users', 'session_has_crashed:true', [1]],
    ['share', 'browser:Edge', [0]],
    ['count,share,users', 'session_has_crashed:true', [2]],
    ['share', '', [0]],
  ])
})

test('a question has no more measures than the collector answers: others go into a second one', () => {
  const widgets = Array.from({ length: 20 }, (_, index) =>
    toWidget({ id: `w${index}`, kind: 'value', list: 'views', measures: [`p75(field${index})`] }),
  )
  const questions = [...planQuestions(widgets, scope).values()].map(({ question }) => question)
  const asked = [...new Set(questions.map(({ params }) => String(params['measures'])))]
  assert.deepEqual(
    asked.map((measures) => measures.split(',').length),
    [MEASURE_LIMITS.measures, 4],
  )
})

test('a widget that is being edited is asked about alone', () => {
  const widgets = [toWidget({ id: 'a' }), toWidget({ id: 'b', measures: ['users'] })]
  const plans = planQuestions(widgets, scope, 'b')
  assert.equal(plans.get('a')?.question.params['measures'], 'count')
  assert.equal(plans.get('b')?.question.params['measures'], 'users')
})

test('a vital asks for its percentile and its shares, a distribution for its bars', () => {
  const plans = planQuestions(
    [
      toWidget({ id: 'v', kind: 'vital', list: 'views', measures: ['first_byte'] }),
      toWidget({ id: 'd', kind: 'distribution', list: 'resources', measures: ['duration'] }),
    ],
    scope,
  )
  assert.equal(
    plans.get('v')?.question.params['measures'],
    'p75(first_byte),good(first_byte),poor(first_byte)',
  )
  assert.equal(plans.get('d')?.question.path, '/api/events/distribution')
  assert.equal(plans.get('d')?.question.params['key'], 'duration')
})

test('a widget that makes no sense is not asked about', () => {
  const cases = [
    [toWidget({ measures: [] }), 'measure'],
    [toWidget({ measures: ['p75'] }), 'measure'],
    [toWidget({ kind: 'vital', measures: ['duration'] }), 'vital'],
    [toWidget({ kind: 'topList' }), 'groups'],
    [toWidget({ kind: 'distribution', measures: [] }), 'measure'],
    [toWidget({}), undefined],
  ] as const
  for (const [widget, problem] of cases) {
    assert.equal(findWidgetProblem(widget), problem)
    assert.equal(planQuestions([widget], scope).size, problem === undefined ? 1 : 0)
  }
})

test('a widget is narrowed by its variables and by the search of the page, as far as that applies', () => {
  const page = { ...scope, query: 'session_status:crashed browser:Edge', chosen: { env: 'stage' } }
  assert.deepEqual(toWidgetSearch(toWidget({ query: '$env service:a OR $env' }), page), {
    query: '((env:stage service:a) OR env:stage) session_status:crashed browser:Edge',
    part: '',
    ignored: '',
  })
  assert.deepEqual(toWidgetSearch(toWidget({ list: 'resources', query: '$env' }), page), {
    query: 'env:stage browser:Edge',
    part: '',
    ignored: 'session_status:crashed',
  })
})

test('the list behind a part of a widget has its search, its range and its application', () => {
  const behind = toListBehind(toWidget({ list: 'errors', query: '$env' }), scope, {
    terms: ['browser:Edge'],
    window: { from: HOUR, to: 2 * HOUR },
  })
  assert.equal(behind.query, 'env:prod browser:Edge')
  assert.deepEqual(behind.range, { from: HOUR, to: 2 * HOUR })
  assert.equal(behind.list, 'errors')
  assert.equal(behind.appId, 'shop')
})
