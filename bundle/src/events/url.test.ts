import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import { isRouteChange, toUrlParts } from './url.ts'

const PARTS: [url: string, host: string, path: string, pathGroup: string, query: string][] = [
  ['https://shop.example/', 'shop.example', '/', '/', '{}'],
  ['https://shop.example:8443/a/b', 'shop.example:8443', '/a/b', '/a/b', '{}'],
  ['https://x.example/users/42/edit', 'x.example', '/users/42/edit', '/users/?/edit', '{}'],
  ['https://x.example/v2/item-7f3a', 'x.example', '/v2/item-7f3a', '/?/?', '{}'],
  ['https://x.example/a/1?b=2#c', 'x.example', '/a/1', '/a/?', '{"b":"2"}'],
  ['https://x.example/?q=a%20b&q=c&e=', 'x.example', '/', '/', '{"q":"c","e":""}'],
  ['https://x.example/%E4?q=%', 'x.example', '/%E4', '/?', '{"q":"%"}'],
  ['https://x.example/?__proto__=a', 'x.example', '/', '/', '{"__proto__":"a"}'],
  ['/cart?n=1', 'shop.example', '/cart', '/cart', '{"n":"1"}'],
  ['https://x.example/#/route/12?q=1', 'x.example', '/#/route/12', '/#/route/?', '{"q":"1"}'],
  [
    'https://x.example/app/?a=1#!/new?b=2',
    'x.example',
    '/app/#!/new',
    '/app/#!/new',
    '{"a":"1","b":"2"}',
  ],
  ['https://x.example/#/?q=1', 'x.example', '/', '/', '{"q":"1"}'],
  ['https://x.example/#/', 'x.example', '/', '/', '{}'],
  ['https://x.example/orders/42#part', 'x.example', '/orders/42', '/orders/?', '{}'],
  ['https://x.example/a#part?q=1', 'x.example', '/a', '/a', '{}'],
  ['about:blank', '', 'blank', 'blank', '{}'],
  ['http://[', '', 'http://[', 'http://[', '{}'],
]

test('a URL has a host, a path, the group of its path and a query', (t) => {
  fakePage(t)
  for (const [url, host, path, pathGroup, query] of PARTS) {
    assert.deepEqual(toUrlParts(url), { host, path, pathGroup, query }, url)
  }
})

const ROUTES: [from: string, to: string, isChange: boolean][] = [
  ['/a', '/b', true],
  ['/a', '/a', false],
  ['/a', '/a/', true],
  ['/a?x=1', '/a?x=2', false],
  ['/a', '/a#/route', true],
  ['/a#/one', '/a#/two', true],
  ['/a#/one?x=1', '/a#/one?x=2', false],
  ['/a#/one', '/a', true],
  ['/a', '/a#', false],
  ['/a', '/a#section', false],
  ['/a#section', '/a#other-section', false],
  ['/a#/one', '/a#section', true],
  ['/a', '/a#安装', false],
  ['/a#安装', '/a#with space', false],
  ['/a#with space', '/a#100%', false],
  ['/a#100%', '/a#100%25', false],
  ['/a', '/a#top', false],
  ['/a#Top', '/a#section', false],
  ['/a', '/a#old', false],
  ['/a', '/a#%E4', true],
  ['/a', '/a#/route top', true],
  ['/a#/安装', '/a#/安装?x=1', false],
]

test('another path is another route, and so is a hash that names no element of the page', (t) => {
  fakePage(t)
  const elements = ['section', 'other-section', '安装', 'with space', '100%', '100%25']
  Object.assign(document, {
    getElementById: (id: string) => elements.includes(id) || null,
    anchors: { namedItem: (name: string) => name === 'old' || null },
  })
  for (const [from, to, isChange] of ROUTES) {
    const origin = 'https://shop.example'
    assert.equal(isRouteChange(origin + from, origin + to), isChange, `${from} → ${to}`)
  }
})

test('a URL is read in time that grows with its length', (t) => {
  fakePage(t)
  for (const piece of ['a', '/a', '#/', '?', '&a', 'a1', '😀']) {
    const before = process.cpuUsage()
    toUrlParts(`/${piece.repeat(200_000 / piece.length)}`)
    assert.ok(process.cpuUsage(before).user < 2_000_000, piece)
  }
})
