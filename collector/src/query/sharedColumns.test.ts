import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count, Distribution, Facets } from '../../../protocol/analytics.ts'
import { createQueryTest } from './query.testkit.ts'
import { ALIASES, EVENT_FIELDS } from './search/searchField.ts'

const { start, stop, store, get } = createQueryTest()
const now = Date.now() - 60_000
const range = { from: now, to: now + 1000, app_id: 'shared' }

/** Names that keep their values in a column with names of other types, without words that stand for several of them. */
const SHARED = [...EVENT_FIELDS.values()].filter(
  ({ key, types }) => types !== undefined && !ALIASES.has(key),
)

test.before(async () => {
  await start()
  const tags = 'app_id=shared,session_id=s'
  await store(
    `view,${tags},view_id=v,view_loading_type=initial_load view_name="a view",time_spent=1000i ${now}`,
    `resource,${tags},resource_type=fetch,resource_status=404 resource_url="https://a/x",duration=20i ${now + 1}`,
    `action,${tags},action_type=click action_name="a click",duration=300i ${now + 2}`,
    `error,${tags},error_type=TypeError error_message="a fault" ${now + 3}`,
    `long_task,${tags} duration=4000i ${now + 4}`,
  )
})
test.after(stop)

test('names that share a column are known', () => {
  const keys = SHARED.map(({ key }) => key)
  assert.ok(keys.includes('action_name') && keys.includes('time_spent'), keys.join())
})

for (const { key, kind } of SHARED) {
  const isNumber = kind === 'duration'
  for (const type of [undefined, 'view', 'resource', 'action'] as const) {
    test(`${key} of ${type ?? 'all events'} has the values that a search for them finds`, async () => {
      const scope = { ...range, ...(type && { type }) }
      const counted = isNumber ? await countBars(scope) : await countValues(scope)
      const query = isNumber ? `${key}:>=0` : `${key}:*`
      const { count } = await get<Count>('/api/events/count', { ...scope, query })
      assert.equal(
        counted.reduce((sum, one) => sum + one.count, 0),
        count,
        JSON.stringify(counted),
      )
      for (const one of counted) {
        const found = await get<Count>('/api/events/count', { ...scope, query: one.term })
        assert.equal(found.count, one.count, one.term)
      }
    })
  }

  async function countBars(scope: typeof range): Promise<{ term: string; count: number }[]> {
    const { bars } = await get<Distribution>('/api/events/distribution', { ...scope, key, bars: 9 })
    return bars.map(({ from, to, count }) => ({ term: `${key}:[${from} TO ${to}}`, count }))
  }

  async function countValues(scope: typeof range): Promise<{ term: string; count: number }[]> {
    const { facets } = await get<Facets>('/api/events/facets', { ...scope, keys: key })
    return (facets[0]?.values ?? [])
      .filter(({ value }) => value !== '')
      .map(({ value, count }) => ({ term: `${key}:${JSON.stringify(value)}`, count }))
  }
}
