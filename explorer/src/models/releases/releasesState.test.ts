import assert from 'node:assert/strict'
import test from 'node:test'
import { toRowsUrl } from '../explorer/rowsUrl.ts'
import { toReleaseQuery } from './releaseSearch.ts'
import { parseReleasesState, toReleasesUrl } from './releasesState.ts'

const ADDRESSES = [
  '/releases',
  '/releases?app_id=shop&range=1d&env=prod&measure=adoption&version=2.3.1',
  '/releases?range=30d',
  '/releases?app_id=a+b&from=2026-11-20T00%3A00%3A00.000Z&to=2026-11-21T00%3A00%3A00.000Z&tz=Asia%2FShanghai',
  '/releases?version=',
]

for (const address of ADDRESSES) {
  test(`the screen of ${address} has this address`, () => {
    assert.equal(toReleasesUrl(parseReleasesState(address.slice('/releases'.length))), address)
  })
}

test('an address without a range shows a week, and odd parts become the default', () => {
  assert.deepEqual(parseReleasesState('').range, { last: { count: 7, unit: 'd' } })
  const odd = parseReleasesState('?measure=__proto__&env=&tz=Nowhere')
  assert.deepEqual([odd.measure, odd.env, odd.zone], ['crash_free_sessions', undefined, 'browser'])
  assert.equal(parseReleasesState('?version=').version, '', 'sessions without a version')
})

test('the search of a release quotes what it needs, and finds sessions without a version', () => {
  assert.equal(toReleaseQuery({ env: 'prod', version: '2.3.1' }), 'env:prod version:2.3.1')
  assert.equal(
    toReleaseQuery({ env: undefined, version: '1.0 (beta)' }, 'session_health:crashed'),
    'version:"1.0 (beta)" session_health:crashed',
  )
  assert.equal(toReleaseQuery({ env: undefined, version: '' }), '-has:version')
  assert.equal(toReleaseQuery({ env: undefined }), '')
})

test('a number leads to a list of its own window, whatever the clock says', () => {
  const scope = { appId: 'shop', env: 'prod', zone: 'UTC', window: { from: 0, to: 86_400_000 } }
  const url = new URL(toRowsUrl(scope, 'env:prod', 'errors'), 'https://x')
  assert.equal(url.pathname, '/errors')
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    query: 'env:prod',
    app_id: 'shop',
    from: '1970-01-01T00:00:00.000Z',
    to: '1970-01-02T00:00:00.000Z',
    tz: 'UTC',
    group: '0',
  })
})
