import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import type { UrlMatch } from './tracing.ts'
import { isMatch } from './urlMatch.ts'

const API = 'https://api.example.com'

const CASES: [match: UrlMatch, url: string, isMatch: boolean][] = [
  [API, `${API}/v1/cart?n=1`, true],
  [API, `${API}/`, true],
  [API, `${API}.evil.org/`, false],
  [API, `${API}:8443/`, false],
  [API, `${API}@evil.org/`, false],
  [API, `https://evil.org/?${API}/`, false],
  [API, 'http://api.example.com/', false],
  ['HTTPS://API.example.com:443', `${API}/v1`, true],
  [`${API}/v1`, `${API}/v1/cart`, true],
  [`${API}/v1`, `${API}/v2`, false],
  ['/api/', 'https://shop.example/api/cart', true],
  ['/api/', 'https://api.example.com/api/cart', false],
  ['http://[', `${API}/`, false],
  [/^https:\/\/\w+\.example\.com\//, `${API}/v1`, true],
  [/^https:\/\/\w+\.example\.com\//, 'https://api.example.com.evil.org/', false],
  [(url) => url.endsWith('/cart'), `${API}/cart`, true],
  [(url) => url.endsWith('/cart'), `${API}/user`, false],
  [
    () => {
      throw new Error('from the page')
    },
    `${API}/`,
    false,
  ],
]

test('a string allows what begins with its URL and with its host, a pattern what it fits, a function what it says', (t) => {
  fakePage(t)
  for (const [match, url, expected] of CASES) {
    assert.equal(isMatch(match, url), expected, `${match} → ${url}`)
  }
})

test('a global pattern fits the second time, too', (t) => {
  fakePage(t)
  const match = /api/g
  assert.deepEqual([isMatch(match, API), isMatch(match, API)], [true, true])
})
