import assert from 'node:assert/strict'
import test from 'node:test'
import type { QueryScope } from './queryScope.ts'
import {
  ofApplication,
  ofRecords,
  onDays,
  selectEvents,
  selectNames,
  selectSessions,
} from './queryScope.ts'
import { parseSearch } from './search/parseSearch.ts'
import type { SqlFragment } from './search/sqlParameters.ts'

function toScope(query: string, scope: Partial<QueryScope> = {}): QueryScope {
  return {
    apps: 'all',
    appId: undefined,
    from: 1_000,
    to: 2_000,
    chartTo: 2_000,
    search: parseSearch(query),
    ...scope,
  }
}

const SCOPES = [
  toScope(''),
  toScope('checkout error_type:TypeError duration:>2s', { appId: 'shop' }),
  toScope('browser:Chrome,Fire* or not @custom.plan:pro', { apps: ['shop', 'blog'] }),
]

function fragmentsOf(scope: QueryScope): Record<string, SqlFragment> {
  return {
    application: ofApplication(scope, 'e'),
    days: onDays(scope),
    records: ofRecords(scope),
    events: selectEvents(scope),
    sessions: selectSessions(scope, { columns: ['session_status', 'userid'], names: ['env'] }),
    names: selectNames(scope, ['env', 'browser']),
  }
}

test('a fragment has a value for each of its placeholders, and no other', () => {
  for (const scope of SCOPES) {
    for (const [name, { sql, parameters }] of Object.entries(fragmentsOf(scope))) {
      const placeholders = [...sql.matchAll(/\{(\w+):[\w()]+\}/g)].map(([, one]) => one)
      assert.deepEqual([...new Set(placeholders)].sort(), Object.keys(parameters).sort(), name)
    }
  }
})

test('two fragments of one scope have the same value under the same name', () => {
  for (const scope of SCOPES) {
    const all = Object.values(fragmentsOf(scope)).map(({ parameters }) => parameters)
    const merged = Object.assign({}, ...all)
    assert.deepEqual(Object.assign({}, ...all.toReversed()), merged)
  }
})

test('a search for a field of the session adds its column, and the records where that is a status', () => {
  const { sql, parameters } = selectSessions(toScope('session_status:crashed userid:ada'))
  assert.match(sql, /AS f_session_status\b.*AS f_userid\b/)
  assert.match(sql, /rum\.session_health/)
  assert.deepEqual(parameters, {
    rangeFrom: 1_000,
    rangeTo: 2_000,
    session0: 'crashed',
    session1: 'ada',
  })
})

test('health records are joined to merged sessions, only where a column needs them, with users only where those are asked for', () => {
  const { sql } = selectSessions(toScope('session_health:crashed'))
  assert.match(sql, /FROM rum\.sessions AS s\b[\s\S]*GROUP BY session_hash\) AS m\s+LEFT ANY JOIN/)
  assert.doesNotMatch(sql, /h\.person/)
  assert.match(selectSessions(toScope(''), { hasPersons: true }).sql, /argMax\(h\.person, h\.seq\)/)
  assert.doesNotMatch(selectSessions(toScope('session_has_crashed:true')).sql, /JOIN/)
})

test('only the application and the type, which all copies of an event share, leave rows out before copies are merged', () => {
  const scope = toScope('env:prod', { apps: ['shop'] })
  const { sql } = selectEvents(scope, { type: 'error' })
  const before = /PREWHERE (.*?) WHERE /.exec(sql)?.[1]
  assert.equal(before, `${ofApplication(scope, 'e').sql} AND e.type = 'error'`)
})

test('the same scope gives the same fragments again', () => {
  for (const scope of SCOPES) {
    assert.deepEqual(fragmentsOf(scope), fragmentsOf(scope))
  }
})

test('every fragment holds the limit to the applications that the request may see', () => {
  for (const [name, { sql, parameters }] of Object.entries(
    fragmentsOf(toScope('checkout', { apps: ['shop'] })),
  )) {
    assert.match(sql, /app_id IN \{appScope:Array\(String\)\}/, name)
    assert.deepEqual(parameters['appScope'], ['shop'], name)
  }
})
