import assert from 'node:assert/strict'
import test from 'node:test'
import type { ReleaseSeries, Releases } from '../../../protocol/releases.ts'
import { makeDirectory, startTestCollector } from '../app/collector.testkit.ts'
import { openChdb } from '../store/chdb.ts'
import type { MadeSession } from './releases.testkit.ts'
import { toLines } from './releases.testkit.ts'

const DAY = 86_400_000
const midnight = Math.floor(Date.now() / DAY - 3) * DAY
const range = { from: midnight, to: midnight + DAY, app_id: 'shop' }
const HOUR = 3_600_000

/** A generator of whole numbers below `n`, the same at each run. */
function createDice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

function makeSessions(count: number): MadeSession[] {
  const roll = createDice(20)
  const pick = <Value>(values: readonly Value[]): Value => values[roll(values.length)] as Value
  return Array.from({ length: count }, (_, index) => {
    const errors = pick(['', '', '', 'a', 'aB', 'C'])
    const statuses = /[A-Z]/.test(errors)
      ? ['crashed', 'crashed', 'unhandled']
      : ['ok', 'exited', 'exited', 'abnormal']
    const records = roll(5) === 0 ? [] : [{ status: pick(statuses), errors: errors.length }]
    return {
      id: `m${index}`,
      versions: pick([['1.9'], ['1.10'], ['1.10', '1.9'], ['2.0']]),
      env: 'prod',
      user: pick(['', 'ada', 'bob', 'cy', 'dan', `u${index}`]),
      records,
      views: 1 + roll(3),
      seconds: roll(40),
      errors,
      start: midnight + roll(DAY),
    }
  })
}

/** Health of each session from the events alone: neither the roll-up of sessions nor the table of records is read. */
const OF_EVENTS = `SELECT session_id, max(version) AS release, any(users) AS user, start,
  multiIf(any(status) = 'crashed', 'crashed', any(status) = 'abnormal', 'abnormal',
    any(status) = 'unhandled' OR any(told) > 0, 'errored',
    any(status) != '', 'healthy', crashes > 0, 'crashed', errors > 0, 'errored', 'healthy') AS health,
  errors, views, spent
FROM (
  SELECT session_id, version,
    max(userid) OVER w AS users,
    max(tags['session_status']) OVER w AS status,
    max(nums['session_errors']) OVER w AS told,
    toUnixTimestamp64Milli(min(ts) OVER w) AS start,
    countIf(type = 'error') OVER w AS errors,
    countIf(type = 'error' AND NOT handled) OVER w AS crashes,
    countIf(type = 'view') OVER w AS views,
    max(toUnixTimestamp64Milli(ts) + intDiv(duration, 1000000)) OVER w - start AS spent
  FROM rum.events FINAL
  WINDOW w AS (PARTITION BY session_id))
GROUP BY session_id, start, errors, crashes, views, spent`

const NUMBERS = `count() AS sessions, uniqExactIf(user, user != '') AS users, countIf(health = 'crashed') AS crashed,
  countIf(health = 'abnormal') AS abnormal, countIf(health = 'errored') AS errored, sum(errors) AS errors,
  uniqExactIf(user, user != '' AND health = 'crashed') AS crashed_users,
  countIf(spent > 10000 OR views >= 2) AS engaged, 1000000 * quantileExactInclusive(0.5)(spent) AS time_spent_p50`

type Numbers = Record<string, number>

test('the health of releases, in all and by the hour, is what SQL counts over the events', async () => {
  const directory = makeDirectory()
  const collector = await startTestCollector(directory.path)
  const lines = makeSessions(400).flatMap((session) => toLines('shop', session))
  assert.equal((await collector.send(lines.join('\n'))).status, 200)
  const ask = async <Answer>(path: string, more: object = {}): Promise<Answer> => {
    const parameters = new URLSearchParams({ ...range, ...more } as never)
    return (await collector.server.inject({ url: `${path}?${parameters}` })).json<Answer>()
  }
  const { releases } = await ask<Releases>('/api/releases')
  const series = await ask<ReleaseSeries>('/api/releases/series', { interval: HOUR })
  await collector.stop()

  const client = (await openChdb(directory.path))()
  const query = async (sql: string): Promise<(Numbers & { release: string; hour: number })[]> => {
    const rows = await (await client.query({ query: sql, format: 'JSONEachRow' })).json<object>()
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          name === 'release' ? value : Number(value),
        ]),
      ),
    ) as never
  }
  const expected = await query(`SELECT release, ${NUMBERS} FROM (${OF_EVENTS}) GROUP BY release`)
  const byHour = await query(
    `SELECT release, intDiv(start - ${midnight}, ${HOUR}) AS hour, ${NUMBERS} FROM (${OF_EVENTS}) GROUP BY release, hour`,
  )
  await client.close()
  directory.remove()

  assert.equal(expected.length, 3)
  for (const { release, crashed_users: crashedUsers, ...numbers } of expected) {
    const found = releases.find(({ version }) => version === release)
    assert.deepEqual({ ...found, ...numbers }, found, release)
    const { users = 0 } = numbers
    assert.equal(found?.crash_free_users, (users - (crashedUsers ?? 0)) / users)
  }
  assert.ok(byHour.length > 60)
  for (const { release, hour, crashed_users: _, ...numbers } of byHour) {
    const found = series.releases.find(({ version }) => version === release)?.health[hour]
    assert.deepEqual({ ...found, ...numbers }, found, `${release}, hour ${hour}`)
  }
})
