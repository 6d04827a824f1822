import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddress, toReadableUrl } from './readableUrl.ts'

test('letters of an address are readable; separators, marks without a glyph and broken bytes stay encoded', () => {
  const texts = {
    '/%E9%A6%96%E9%A1%B5?q=%E8%8C%B6&n=1': '/首页?q=茶&n=1',
    '/caf%C3%A9/%d0%b8': '/café/и',
    '/a%20b%2Fc%3Fd': '/a%20b%2Fc%3Fd',
    '/%E2%80%AEabc': '/%E2%80%AEabc', // right-to-left override
    '/%C2%A0': '/%C2%A0', // no-break space
    '/%E9%A6': '/%E9%A6',
    '/%zz%': '/%zz%',
  }
  assert.deepEqual(Object.keys(texts).map(toReadableUrl), Object.values(texts))
})

test('addresses are known by their field', () => {
  const fields = [
    'view_url',
    'view_path_group',
    'session_last_view_path',
    'view_referrer',
    'resource_url_host',
  ]
  assert.ok(fields.every(isAddress))
  assert.ok(!['view_name', 'error_message', 'resource_url_query'].some(isAddress))
})
