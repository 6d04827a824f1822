import assert from 'node:assert/strict'
import test from 'node:test'
import { createUserAgentReader } from './userAgent.ts'

const read = createUserAgentReader()

test('a browser, its system and its device are told from the user agent', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
  assert.deepEqual(read(chrome), {
    browser: 'Chrome',
    browser_version: '130.0.0.0',
    browser_version_major: '130',
    os: 'Linux',
    device: 'PC',
  })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
  assert.deepEqual(read(phone), {
    browser: 'Safari',
    browser_version: '17.4',
    browser_version_major: '17',
    os: 'iOS',
    os_version: '17.4',
    os_version_major: '17',
    device: 'Mobile',
  })
})

test('an unknown user agent tells nothing', () => {
  assert.deepEqual(read(''), {})
  assert.deepEqual(read('\u0000'), {})
})

test('more user agents than it remembers are still read', () => {
  for (let version = 0; version < 1100; version++) {
    const { browser_version: told } = read(`Mozilla/5.0 Firefox/${version}.0`)
    assert.equal(told, `${version}.0`)
  }
})
