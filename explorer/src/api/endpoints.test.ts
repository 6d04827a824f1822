import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import type { Question } from './endpoints.ts'
import {
  askCount,
  askErrorGroup,
  askErrorGroups,
  askEvents,
  askFacets,
  askHistogram,
  askReleases,
  askSessions,
  askValues,
  askWholeEvent,
} from './endpoints.ts'
import { askSavedViews } from './savedViews.ts'

const scope = { list: 'sessions', from: 1, appId: undefined, query: ' ' } as const
const errors = { list: 'errors', from: 1, to: 2, appId: 'shop', query: 'env:prod' } as const

async function toUrl(question: Question<unknown>): Promise<string> {
  const urls: string[] = []
  const fetch = mock.method(globalThis, 'fetch', async (url: string) => {
    urls.push(url)
    return Response.json({})
  })
  try {
    await question.fetch(new AbortController().signal)
    return urls.join()
  } finally {
    fetch.mock.restore()
  }
}

test('each question goes to its route, with the parameters that this route has', async () => {
  const cases: [question: Question<unknown>, url: string][] = [
    [
      askSessions(scope, { sort: '-time_spent', limit: 50 }),
      '/api/sessions?from=1&sort=-time_spent&limit=50',
    ],
    [
      askEvents(errors, { limit: 10, cursor: 'c' }),
      '/api/events?from=1&to=2&app_id=shop&query=env%3Aprod&type=error&limit=10&cursor=c',
    ],
    [askCount(scope), '/api/sessions/count?from=1'],
    [
      askHistogram({ ...errors, query: '' }, 60_000),
      '/api/events/histogram?from=1&to=2&app_id=shop&type=error&interval=60000',
    ],
    [
      askFacets(scope, { keys: ['env', 'os'], limit: 5 }),
      '/api/sessions/facets?from=1&keys=env%2Cos&limit=5',
    ],
    [
      askValues(scope, { key: 'env', prefix: 'p', limit: 9 }),
      '/api/values?from=1&key=env&prefix=p&limit=9',
    ],
    [
      askErrorGroups({ ...errors, query: '' }, { sort: 'users', limit: 7 }),
      '/api/errors?from=1&to=2&app_id=shop&sort=users&limit=7',
    ],
    [
      askErrorGroup({ ...errors, query: '' }, { fingerprint: '12', limit: 7 }),
      '/api/errors/12?from=1&to=2&app_id=shop&limit=7',
    ],
    [askReleases(scope, 9), '/api/releases?from=1&limit=9'],
    [askSavedViews('shop'), '/api/saved-views?app_id=shop'],
    [askSavedViews(undefined), '/api/saved-views'],
    [askWholeEvent('a/b'), '/api/events/a%2Fb'],
  ]
  for (const [question, url] of cases) {
    assert.equal(await toUrl(question), url)
  }
})

test('questions that differ in any parameter have other keys', () => {
  const keys = [askCount(scope), askCount(errors), askCount({ ...errors, query: '' })].map(
    ({ key }) => JSON.stringify(key),
  )
  assert.equal(new Set(keys).size, 3)
})
