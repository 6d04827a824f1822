import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count, Distribution } from '../../../protocol/analytics.ts'
import * as schemas from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get, refuse } = createQueryTest()
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const range = { from: noon, to: noon + 3_600_000, app_id: 'bars' }
const SECOND = 1e9

test.before(start)
test.after(stop)

const filled = ({ bars }: Distribution): number[][] =>
  bars.filter(({ count }) => count > 0).map(({ from, to, count }) => [from, to, count])

test('bars count the values of events, and each bar is what a search for its range finds', async () => {
  const durations = [1, 2, 2.5, 40, 900, 5000, 61_000] // ms
  await store(
    ...durations.map(
      (ms, index) =>
        `resource,app_id=bars,session_id=s${index % 3} resource_url="https://a/x",duration=${ms * 1e6}i ${noon + index}`,
    ),
    `resource,app_id=bars,session_id=s0 resource_url="https://a/none" ${noon + 50}`,
  )
  const asked = { ...range, type: 'resource', key: 'duration', bars: 24 }
  const answer = await get<Distribution>('/api/events/distribution', asked)
  schemas.distribution.parse(answer)
  assert.deepEqual(filled(answer), [
    [1e6, 2e6, 1],
    [2e6, 5e6, 2],
    [2e7, 5e7, 1],
    [5e8, 1 * SECOND, 1],
    [5 * SECOND, 10 * SECOND, 1],
    [60 * SECOND, 120 * SECOND, 1],
  ])
  for (const { from, to, count } of answer.bars) {
    const query = `duration:[${from} TO ${to}}`
    const found = await get<Count>('/api/events/count', { ...range, type: 'resource', query })
    assert.equal(found.count, count, query)
  }
})

test('sessions are counted by their own numbers, within the search', async () => {
  const key = 'session_resource_count'
  const all = await get<Distribution>('/api/sessions/distribution', { ...range, key })
  assert.deepEqual(filled(all), [
    [2, 3, 2],
    [4, 5, 1],
  ])
  const some = { ...range, key, query: `${key}:>2` }
  assert.deepEqual(filled(await get<Distribution>('/api/sessions/distribution', some)), [[4, 5, 1]])
})

test('nothing has no bars, and a text has no distribution', async () => {
  const none = { ...range, app_id: 'nobody', key: 'time_spent' }
  assert.deepEqual(await get('/api/sessions/distribution', none), { bars: [] })
  const refused = await refuse('/api/sessions/distribution', { ...range, key: 'env' })
  assert.match(refused.message, /^key: "env" is no number of sessions/)
  assert.equal(
    (await refuse('/api/events/distribution', { ...range, key: 'env' })).error_code,
    'rum.badRequest',
  )
})
