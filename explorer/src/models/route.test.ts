import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRoute, toSessionPath, toUserPath } from './route.ts'

const SESSION_IDS = ['0123abcd', '1795000000000', 'debug 50%/ü?#&', '%2F']

for (const session_id of SESSION_IDS) {
  test(`the path of session ${session_id} parses to that session`, () => {
    const path = toSessionPath({ app_id: 'demo_shop', session_id })
    const { pathname } = new URL(path, 'http://localhost')
    assert.deepEqual(parseRoute(pathname), { page: 'session', sessionId: session_id })
  })
}

test('the path of a user parses to that user, whatever characters it has', () => {
  for (const user of ['4711', 'ada@example.com', 'Ada / Lovelace?#', '%2F', '王芳', '..']) {
    const path = toUserPath(user, 'demo_shop')
    const [pathname = '', search] = path.split('?')
    assert.deepEqual(parseRoute(pathname), { page: 'user', user })
    assert.equal(search, 'app_id=demo_shop')
  }
})

test('the root and /sessions show the list', () => {
  assert.deepEqual(parseRoute('/'), { page: 'sessions' })
  assert.deepEqual(parseRoute('/sessions/'), { page: 'sessions' })
})

test('a section has a page of its own, and one for each of its parts', () => {
  assert.deepEqual(parseRoute('/releases/'), { page: 'releases', part: undefined })
  assert.deepEqual(parseRoute('/settings/people'), { page: 'settings', part: 'people' })
  assert.deepEqual(parseRoute('/dashboards/a%2Fb'), { page: 'dashboards', part: 'a/b' })
  assert.deepEqual(parseRoute('/dashboards/a/b'), { page: 'unknown' })
})

test('other paths and incomplete escapes are unknown', () => {
  assert.deepEqual(parseRoute('/nowhere'), { page: 'unknown' })
  assert.deepEqual(parseRoute('/sessions/a/b'), { page: 'unknown' })
  assert.deepEqual(parseRoute('/sessions/50%'), { page: 'unknown' })
  assert.deepEqual(parseRoute('/users/'), { page: 'unknown' })
})
