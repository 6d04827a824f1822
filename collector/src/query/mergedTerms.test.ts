import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count } from '../../../protocol/analytics.ts'
import type { EventList } from '../../../protocol/query.ts'
import { createQueryTest } from './query.testkit.ts'

const { start, stop, store, get } = createQueryTest()
const noon = new Date(Date.now() - 86_400_000).setUTCHours(12, 0, 0, 0)
const range = { from: noon - 3_600_000, to: noon + 3_600_000, app_id: 'terms' }
const BROWSERS = ['', 'Chrome', 'Edge', 'Firefox', 'Ärger', 'chrome', '浏览器']
const SESSIONS = 60

/** Parts of a session come in different batches, each with names of its own. */
interface Merged {
  /** Highest of the browsers that its events name. */
  name: string
  errors: number
}
let sessions: Merged[] = []

/** Merges the events by hand. */
async function mergeEvents(): Promise<Merged[]> {
  const { events } = await get<EventList>('/api/events', { ...range, limit: 1000 })
  const byId = new Map<string, Merged>()
  for (const { session_id: id, attributes, type } of events) {
    const { browser = '' } = attributes
    const { name, errors } = byId.get(id) ?? { name: '', errors: 0 }
    byId.set(id, {
      name: [String(browser), name].toSorted().at(-1) ?? '',
      errors: errors + Number(type === 'error'),
    })
  }
  return [...byId.values()]
}

const isNamed =
  (...names: string[]) =>
  ({ name }: Merged): boolean =>
    names.includes(name)

const TERMS: readonly (readonly [query: string, matches: (session: Merged) => boolean])[] = [
  ...BROWSERS.filter((one) => one !== '').map((one) => [`browser:${one}`, isNamed(one)] as const),
  ['browser:(Chrome OR Firefox)', isNamed('Chrome', 'Firefox')],
  ['browser:(Chrome OR Chrome OR 浏览器)', isNamed('Chrome', '浏览器')],
  ['browser:(Chrome OR F*)', isNamed('Chrome', 'Firefox')],
  ['browser:(a OR b OR c OR d OR e OR f OR g OR h OR Edge)', isNamed('Edge')],
  ['-browser:Edge', ({ name }) => name !== 'Edge'],
  ['has:browser', ({ name }) => name !== ''],
  ['-has:browser', isNamed('')],
  ['browser:Chrome session_error_count:>0', ({ name, errors }) => name === 'Chrome' && errors > 0],
  ['session_error_count:>=1', ({ errors }) => errors > 0],
  ['has:session_error_count', ({ errors }) => errors > 0],
  ['-has:session_error_count', ({ errors }) => errors === 0],
  ['session_error_count:>1', ({ errors }) => errors > 1],
  ['session_error_count:>=0', () => true],
  ['session_error_count:<1', ({ errors }) => errors === 0],
  ['session_error_count:0', ({ errors }) => errors === 0],
  ['has:session_error_count OR browser:Edge', ({ name, errors }) => errors > 0 || name === 'Edge'],
]

test.before(async () => {
  await start()
  for (let batch = 0; batch < 3; batch++) {
    const lines = Array.from({ length: SESSIONS }, (_, index) => {
      const browser =
        index % 10 === 0 ? '' : BROWSERS[(index * (batch + 1) + batch) % BROWSERS.length]
      const tags = `app_id=terms,session_id=s${index}${browser ? `,browser=${browser}` : ''}`
      return (index + batch) % 5 === 0
        ? `error,${tags} error_message="x" ${noon + index}`
        : `action,${tags} action_name="x" ${noon + index}`
    })
    await store(...lines)
  }
  sessions = await mergeEvents()
})
test.after(stop)

for (const [query, matches] of TERMS) {
  test(`${query} finds the sessions whose merged rows match`, async () => {
    const { count } = await get<Count>('/api/sessions/count', { ...range, query })
    assert.equal(count, sessions.filter(matches).length)
  })
}

test('the sessions above differ in their names and errors', () => {
  for (const matches of [isNamed(''), isNamed('Edge'), isNamed('chrome'), isNamed('浏览器')]) {
    assert.ok(sessions.some(matches))
  }
  assert.ok(sessions.some(({ errors }) => errors === 1))
  assert.ok(sessions.some(({ errors }) => errors === 0))
})
