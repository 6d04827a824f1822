import assert from 'node:assert/strict'
import test from 'node:test'
import type { ErrorEvent, SessionSummary } from '../../../../protocol/query.ts'
import { listBoundDashboards, readRecordValue } from './boundDashboards.ts'
import { toDashboard } from './dashboards.testkit.ts'

const DAY = 86_400_000
const session = {
  app_id: 'shop',
  version: '2.3.1',
  userid: 'ada',
  session_start: 10 * DAY,
} as Partial<SessionSummary> as SessionSummary
const event = {
  type: 'error',
  time: 10 * DAY + 5,
  fingerprint: '42',
  version: '2.3.1',
  attributes: { plan: 'pro' },
} as unknown as ErrorEvent
const record = { session, event, now: 20 * DAY }

const bound = (...bindings: [key: string, value: string][]): string[] =>
  listBoundDashboards(
    [toDashboard({ bindings: bindings.map(([key, value]) => ({ key, value })) })],
    record,
  ).map(({ query }) => query)

const CASES: readonly (readonly [
  fact: string,
  bindings: [string, string][],
  queries: readonly string[],
])[] = [
  ['an exact value', [['version', '2.3.1']], ['version:2.3.1']],
  ['a value with a star is filtered by the own one', [['version', '2.*']], ['version:2.3.1']],
  ['another value', [['version', '3.*']], []],
  ['a field of the event', [['fingerprint', '*']], ['fingerprint:42']],
  ['a field of its session', [['userid', '*']], ['userid:ada']],
  ['a custom attribute', [['@plan', 'pro']], ['@plan:pro']],
  ['a field that the record does not have', [['env', '*']], []],
  [
    'two bindings of one field are one',
    [
      ['version', '*'],
      ['version', '2.*'],
    ],
    ['version:2.3.1'],
  ],
  [
    'two fields are two',
    [
      ['version', '*'],
      ['userid', 'a*'],
    ],
    ['version:2.3.1', 'userid:ada'],
  ],
]

for (const [fact, bindings, queries] of CASES) {
  test(`bound dashboards: ${fact}`, () => assert.deepEqual(bound(...bindings), queries))
}

test('the range is a week with the record in it, and the time of the record is marked', () => {
  const find = (now: number) =>
    listBoundDashboards([toDashboard({ bindings: [{ key: 'version', value: '*' }] })], {
      ...record,
      now,
    })[0]
  assert.equal(find(20 * DAY)?.markedAt, 10 * DAY + 5)
  assert.deepEqual(find(20 * DAY)?.range, { from: 6.5 * DAY + 5, to: 13.5 * DAY + 5 })
  assert.deepEqual(find(11 * DAY)?.range, { from: 4 * DAY, to: 11 * DAY })
})

test('a record of a session alone has the fields and the time of the session', () => {
  const alone = { session, now: 11 * DAY }
  assert.equal(readRecordValue(alone, 'userid'), 'ada')
  assert.equal(readRecordValue(alone, 'fingerprint'), '')
  const [found] = listBoundDashboards(
    [toDashboard({ bindings: [{ key: 'app_id', value: 'shop' }] })],
    alone,
  )
  assert.equal(found?.markedAt, 10 * DAY)
})
