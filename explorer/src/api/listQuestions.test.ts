import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { toDefaultState } from '../models/explorer/explorerState.ts'
import type { Question } from './endpoints.ts'
import { askApps, askBars, askRows, toScope } from './listQuestions.ts'

const window = { from: 1_700_000_000_000, to: 1_700_000_060_000 }
const sessions = toDefaultState()

/** Asks with answers by path; each answer may depend on the parameters. */
async function ask<Answer>(
  question: Question<Answer>,
  answers: Record<string, (params: URLSearchParams) => unknown>,
): Promise<Answer> {
  const fetch = mock.method(globalThis, 'fetch', async (address: string) => {
    const url = new URL(address, 'http://localhost')
    return Response.json(answers[url.pathname]?.(url.searchParams))
  })
  try {
    return await question.fetch(new AbortController().signal)
  } finally {
    fetch.mock.restore()
  }
}

test('a relative range is open-ended, a fixed one is not', () => {
  assert.equal('to' in toScope(sessions, window), false)
  assert.equal(toScope({ ...sessions, range: window }, window).to, window.to)
})

test('a page of sessions has the order of the screen, and the cursor of the next', async () => {
  const orders: unknown[] = []
  const answer = (params: URLSearchParams) => {
    orders.push(params.get('sort'))
    return { sessions: [{ session_id: 'a' }], next_cursor: 'n' }
  }
  const first = askRows(sessions, window, { limit: 5 })
  assert.deepEqual(await ask(first, { '/api/sessions': answer }), {
    rows: [{ session_id: 'a' }],
    nextCursor: 'n',
  })
  const sorted = askRows({ ...sessions, sort: 'time_spent' }, window, { limit: 5 })
  await ask(sorted, { '/api/sessions': answer })
  assert.deepEqual(orders, ['-session_start', 'time_spent'])
})

test('groups are asked in their own order, without a minus', async () => {
  const errors = { ...toDefaultState('errors'), sort: '-users' }
  const page = await ask(askRows(errors, window, { limit: 5 }), {
    '/api/errors': (params) => ({ groups: [{ sort: params.get('sort') }] }),
  })
  assert.deepEqual(page, { rows: [{ sort: 'users' }], nextCursor: undefined })
})

test('groups of views have the vitals of their path', async () => {
  const views = { ...toDefaultState('views'), isGrouped: true }
  const { rows } = await ask(askRows(views, window, { limit: 5 }), {
    '/api/views': () => ({
      groups: [
        { view_path_group: '/a', count: 3 },
        { view_path_group: '/b', count: 1 },
      ],
    }),
    '/api/vitals': () => ({ groups: [{ view_path_group: '/a', count: 2, lcp: { p75: 7 } }] }),
  })
  assert.deepEqual(rows, [
    { view_path_group: '/a', count: 3, lcp: { p75: 7 } },
    { view_path_group: '/b', count: 1 },
  ])
})

test('the bars of sessions stack three counts of one window', async () => {
  const counts: Record<string, number> = {
    ada: 9,
    'ada session_error_count:>0': 4,
    'ada session_has_crashed:true': 1,
  }
  const bars = await ask(askBars({ ...sessions, query: 'ada' }, window), {
    '/api/sessions/histogram': (params) => {
      assert.equal(params.get('to'), String(window.to))
      const count = counts[params.get('query') ?? '']
      return { interval: 1000, buckets: [{ time: window.from, count }] }
    },
  })
  const [{ ok, errors, crashes } = { ok: 0, errors: 0, crashes: 0 }] = bars
  assert.deepEqual([ok, errors, crashes], [5, 3, 1])
})

test('in the list of errors, all are errors', async () => {
  const bars = await ask(askBars(toDefaultState('errors'), window), {
    '/api/events/histogram': () => ({ interval: 1000, buckets: [{ time: 0, count: 2 }] }),
  })
  assert.deepEqual([bars[0]?.ok, bars[0]?.errors], [0, 2])
})

test('offers all applications of the window, whatever is filtered', async () => {
  const state = { ...toDefaultState('errors'), appId: 'shop', query: 'ada' }
  const apps = await ask(askApps(state, window), {
    '/api/sessions/facets': (params) => {
      assert.deepEqual([params.get('app_id'), params.get('query')], [null, null])
      return { facets: [{ key: 'app_id', values: [{ value: 'shop' }, { value: 'blog' }] }] }
    },
  })
  assert.deepEqual(apps, ['blog', 'shop'])
})
