import assert from 'node:assert/strict'
import test from 'node:test'
import type { Count } from '../../../protocol/analytics.ts'
import type {
  Release,
  ReleaseComparison,
  ReleaseSeries,
  Releases,
} from '../../../protocol/releases.ts'
import * as schemas from '../../../protocol/releases.ts'
import { createQueryTest } from './query.testkit.ts'
import type { MadeSession } from './releases.testkit.ts'
import { toLines } from './releases.testkit.ts'

const { start, stop, store, get, collector } = createQueryTest()
const MINUTE = 60_000
const noon = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000 + 43_200_000
const range = { from: noon, to: noon + 240 * MINUTE, app_id: 'shop', env: 'prod' }

/**
 * Twenty sessions, ten minutes after each other. `record`: status and errors of the health record. `errors`: the error
 * events, one letter for each fault; a capital is not handled. The last column is the health that a person reads from the line.
 */
const SESSIONS = `
  versions  env    user  record                 views  seconds  errors  health
  1.0       prod   ada   exited/0               2      60       -       healthy
  1.0       prod   ada   exited/1               1      5        c       errored
  1.0       prod   bob   crashed/1              1      30       T       crashed
  1.0       prod   -     exited/0               1      10       -       healthy
  1.0       prod   cy    abnormal/0             3      120      -       abnormal
  1.0       prod   dan   ok/0                   1      1        -       healthy
  1.0       prod   -     -                      1      20       T       crashed
  1.0       prod   eve   -                      1      8        c       errored
  2.10      stage  ada   exited/1               1      50       x       errored
  2.9       prod   ada   exited/0               1      40       -       healthy
  2.9       prod   ada   crashed/2              2      50       cN      crashed
  2.9       prod   bob   abnormal/1             1      9        c       abnormal
  2.9       prod   cy    unhandled/1            1      15       N       errored
  1.0+2.9   prod   dan   exited/0               2      70       -       healthy
  2.9       prod   -     exited/2               1      12       -       errored
  2.9       prod   fay   -                      1      3        -       healthy
  2.9       prod   fay   exited/0               2      4        -       healthy
  2.9       prod   -     crashed/1              1      100      N       crashed
  2.10      prod   ada   ok/0                   1      25       -       healthy
  2.10      prod   bob   crashed/1,exited/0     1      6        Nx      crashed
`

/** Counted by hand from the lines above, without the one of `stage`. */
const COUNTED = `
  version  sessions  users  crashed  abnormal  errored  healthy  crashed_users  errors  with_errors  engaged  views  median
  2.10     2         2      1        0         0        1        1              2       1            1        2      15.5
  2.9      9         5      2        1         2        4        1              5       4            7        12     15
  1.0      8         5      2        1         2        3        1              4       4            4        11     15
`
const ALL = { sessions: 19, users: 6 }

function readTable(table: string): Record<string, string>[] {
  const [names = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/))
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])))
}

const orEmpty = (text = ''): string => (text === '-' ? '' : text)

const made = readTable(SESSIONS).map(
  (row, index): MadeSession => ({
    id: `s${index}`,
    versions: (row['versions'] ?? '').split('+'),
    env: row['env'] ?? '',
    user: orEmpty(row['user']),
    records: orEmpty(row['record'])
      .split(',')
      .filter((text) => text !== '')
      .map((text) => ({ status: text.split('/')[0] ?? '', errors: Number(text.split('/')[1]) })),
    views: Number(row['views']),
    seconds: Number(row['seconds']),
    errors: orEmpty(row['errors']),
    start: noon + index * 10 * MINUTE,
  }),
)

test.before(async () => {
  await start()
  await store(...made.flatMap((session) => toLines('shop', session)))
})
test.after(stop)

/** The numbers of a release in the columns of the table that was counted by hand. */
function toCounted(one: Release): Record<string, string> {
  return {
    version: one.version,
    sessions: String(one.sessions),
    users: String(one.users),
    crashed: String(one.crashed),
    abnormal: String(one.abnormal),
    errored: String(one.errored),
    healthy: String(one.healthy),
    crashed_users: String(Math.round((1 - one.crash_free_users) * one.users)),
    errors: String(one.errors),
    with_errors: String(one.sessions_with_errors),
    engaged: String(one.engaged),
    views: String(one.views),
    median: String(one.time_spent_p50 / 1e9),
  }
}

const listAll = async (more: object = {}): Promise<Release[]> => {
  const answer = await get<Releases>('/api/releases', { ...range, ...more })
  schemas.releases.parse(answer)
  return answer.releases
}

test('each session has the health that its line says, in the list and in a search', async () => {
  const { sessions } = await collector().sessions(`from=${range.from}&to=${range.to}&limit=100`)
  const expected = readTable(SESSIONS).map(({ health }, index) => [`s${index}`, health])
  assert.deepEqual(
    sessions.map((one) => [one.session_id, one.session_health]).sort(),
    expected.sort(),
  )
})

test('the health of each release is what a person counts from twenty sessions', async () => {
  const found = await listAll()
  assert.deepEqual(found.map(toCounted), readTable(COUNTED))
  for (const one of found) {
    assert.equal(one.actions, one.sessions, 'each session has one action')
    assert.equal(one.crash_free_sessions, (one.sessions - one.crashed) / one.sessions)
    assert.equal(one.adoption, one.sessions / ALL.sessions)
    assert.equal(one.user_adoption, one.users / ALL.users)
  }
  const { total } = await get<Releases>('/api/releases', range)
  assert.deepEqual(
    [total.sessions, total.users, total.crashed, total.abnormal, total.errored, total.healthy],
    [ALL.sessions, ALL.users, 5, 2, 4, 8],
  )
  assert.deepEqual([total.crash_free_users, total.time_spent_p50], [4 / 6, 15e9])
})

test('a list of sessions has as many rows as the number that leads to it', async () => {
  for (const one of await listAll()) {
    const { sessions, crashed, abnormal, errored, healthy, engaged } = one
    const terms: [term: string, count: number][] = [
      ['', sessions],
      ['session_health:crashed', crashed],
      ['session_health:abnormal', abnormal],
      ['session_health:errored', errored],
      ['session_health:healthy', healthy],
      ['session_error_count:>0', one.sessions_with_errors],
      ['(time_spent:>10s OR session_view_count:>=2)', engaged],
    ]
    for (const [term, expected] of terms) {
      const query = `env:prod version:"${one.version}" ${term}`
      const { count } = await get<Count>('/api/sessions/count', { ...range, query })
      assert.equal(count, expected, query)
    }
  }
})

test('a release follows the one that was first seen before it in its environment, whatever their texts', async () => {
  const orderOf = async (more: object): Promise<unknown[]> =>
    (await listAll(more)).map(({ version, before }) => [version, before])
  assert.deepEqual(await orderOf({}), [
    ['2.10', '2.9'],
    ['2.9', '1.0'],
    ['1.0', null],
  ])
  const everywhere = await get<Releases>('/api/releases', {
    from: noon,
    to: range.to,
    app_id: 'shop',
  })
  assert.deepEqual(
    everywhere.releases.map(({ version, before }) => [version, before]),
    [
      ['2.9', '2.10'],
      ['2.10', '1.0'],
      ['1.0', null],
    ],
    'the test environment saw 2.10 first',
  )
  const late = { from: noon + 180 * MINUTE }
  assert.deepEqual(await orderOf(late), [['2.10', '2.9']], 'the range does not make a release new')
  const [newest] = await listAll(late)
  assert.equal(newest?.first_seen, noon + 180 * MINUTE)
})

test('the series counts each session in the bucket of its start, for all and for the largest releases', async () => {
  const asked = { ...range, interval: 60 * MINUTE, limit: 2 }
  const answer = await get<ReleaseSeries>('/api/releases/series', asked)
  schemas.releaseSeries.parse(answer)
  assert.deepEqual(
    answer.times,
    [0, 60, 120, 180].map((minutes) => noon + minutes * MINUTE),
  )
  const list = (key: 'sessions' | 'crashed' | 'errored' | 'abnormal') =>
    [answer.total, ...answer.releases.map(({ health }) => health)].map((series) =>
      series.map((health) => health[key]),
    )
  assert.deepEqual(
    answer.releases.map(({ version }) => version),
    ['2.9', '1.0'],
  )
  assert.deepEqual(list('sessions'), [
    [6, 5, 6, 2],
    [0, 3, 6, 0],
    [6, 2, 0, 0],
  ])
  assert.deepEqual(list('crashed'), [
    [1, 2, 1, 1],
    [0, 1, 1, 0],
    [1, 1, 0, 0],
  ])
  assert.deepEqual(list('errored'), [
    [1, 1, 2, 0],
    [0, 0, 2, 0],
    [1, 1, 0, 0],
  ])
  assert.deepEqual(list('abnormal'), [
    [1, 1, 0, 0],
    [0, 1, 0, 0],
    [1, 0, 0, 0],
  ])
  const [, second] = answer.total
  // Sessions 7, 8, 10, 11 and 12: ada twice, bob and eve are known; ada met a crash.
  assert.deepEqual([second?.users, second?.crash_free_users], [3, 2 / 3])
  assert.equal(second?.time_spent_p50, 20e9)
})

test('a comparison has both releases, the errors that are new and those that are gone', async () => {
  const compare = async (version: string, more: object = {}): Promise<unknown> => {
    const asked = { ...range, version, ...more }
    const answer = await get<ReleaseComparison>('/api/releases/comparison', asked)
    schemas.releaseComparison.parse(answer)
    const toNames = (groups: ReleaseComparison['new_errors']): unknown[] =>
      groups.map((group) => [group.error_message.slice(0, 1), group.sessions])
    return {
      versions: [answer.release.version, answer.before?.version],
      crashed: [answer.release.crashed, answer.before?.crashed],
      new: toNames(answer.new_errors),
      gone: toNames(answer.gone_errors),
    }
  }
  assert.deepEqual(await compare('2.9'), {
    versions: ['2.9', '1.0'],
    crashed: [2, 2],
    new: [['N', 3]],
    gone: [['T', 2]],
  })
  assert.deepEqual(await compare('2.10'), {
    versions: ['2.10', '2.9'],
    crashed: [1, 2],
    new: [['x', 1]],
    gone: [['c', 2]],
  })
  assert.deepEqual(
    await compare('1.0'),
    {
      versions: ['1.0', undefined],
      crashed: [2, undefined],
      new: [],
      gone: [],
    },
    'the first release has none to compare it with',
  )
  const late = await compare('2.10', { from: noon + 180 * MINUTE })
  assert.deepEqual(
    late,
    { versions: ['2.10', '2.9'], crashed: [1, 0], new: [['x', 1]], gone: [] },
    'an error that an older release had outside of the range is not new',
  )
})

test('an unknown release is not found, and a comparison needs its application', async () => {
  const ask = (parameters: Record<string, string>) =>
    collector().server.inject({
      url: `/api/releases/comparison?${new URLSearchParams(parameters)}`,
    })
  assert.equal((await ask({ app_id: 'shop', version: '9.9' })).statusCode, 404)
  const refused = await ask({ version: '1.0' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /app_id/)
  const many = await collector().server.inject({
    url: `/api/releases/series?from=${noon}&to=${range.to}&interval=1000`,
  })
  assert.match(many.body, /interval: the range has more than 1000 buckets/)
})
