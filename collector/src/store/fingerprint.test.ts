import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { ErrorParts } from './fingerprint.ts'
import { computeFingerprint, normaliseMessage } from './fingerprint.ts'

const stack = `TypeError: x is undefined
 at checkout @ https://shop.example/assets/app-9f86d081.js:12:34
 at onClick @ https://shop.example/assets/app-9f86d081.js:5:6`
const error: ErrorParts = { type: 'TypeError', message: 'x is undefined', stack }

function isSame(other: Partial<ErrorParts>): boolean {
  return computeFingerprint({ ...error, ...other }) === computeFingerprint(error)
}

test('a new build of the same code gives the same fingerprint', () => {
  const next = stack.replaceAll('9f86d081', 'a1b2c3d4').replaceAll('12:34', '99:1')
  assert.ok(isSame({ stack: next }))
  assert.ok(isSame({ stack: next.replaceAll('shop.example', 'www.shop.example') }))
})

test('frames of every engine name the same place', () => {
  const frames = [
    ' at checkout @ https://a/app.js:1:2',
    '    at checkout (https://a/app.js:10:20)',
    'checkout@https://a/app.js:3:4',
  ]
  const prints = frames.map((frame) => computeFingerprint({ ...error, stack: frame }))
  assert.equal(new Set(prints).size, 1)
})

test('another type, message, function or file is another cause', () => {
  assert.ok(!isSame({ type: 'RangeError' }))
  assert.ok(!isSame({ message: 'y is undefined' }))
  assert.ok(!isSame({ stack: stack.replace('checkout', 'pay') }))
  assert.ok(!isSame({ stack: stack.replace('/assets/app', '/assets/vendor') }))
})

const inFile = (file: string): string =>
  computeFingerprint({
    ...error,
    stack: `TypeError: x\n    at checkout (https://shop.example${file}:1:2)`,
  })
const inFunction = (name: string): string =>
  computeFingerprint({
    ...error,
    stack: `TypeError: x\n    at ${name} (https://shop.example/app.js:1:2)`,
  })

test('a file is the same in every release, however its bundler names the build', () => {
  const releases: [plain: string, ...names: string[]][] = [
    ['/assets/app.js', '/assets/app-2.3.1.js', '/assets/app-2.4.0.js', '/assets/app.v12.js'],
    ['/assets/index.js', '/assets/index-DqPXbEwK.js', '/assets/index-BQbXW1qk.js'],
    ['/assets/index.js', '/assets/index-B_x8-Tzw.js', '/assets/index-C4zQ-_kL.js'],
    ['/js/main.chunk.js', '/js/main.8f3a2b1c.chunk.js', '/js/main.0a1b2c3d.chunk.js'],
    ['/js/.js', '/js/481.9f8e7d6c.js', '/js/12.js'],
    ['/static/app.min.js', '/static/2.3.1/app.min.js', '/static/20261127/app-9f86d081.min.js'],
    ['/_next/static/app.js', '/_next/static/Zx81_b-kQ4pYt2LmN0aBc/app.js'],
    ['/app.js', '/v1/app.js', '/9f86d081e2/app.js'],
  ]
  for (const [plain, ...names] of releases) {
    for (const name of names) {
      assert.equal(inFile(name), inFile(plain), name)
    }
  }
})

test('names that the source has are kept apart', () => {
  const names = [
    '/vendor-checkout.js',
    '/vendor.js',
    '/big-page.js',
    '/HomeView.js',
    '/page-HomeView.js',
  ]
  assert.equal(new Set(names.map(inFile)).size, names.length)
  assert.equal(new Set(['pay', 'Cart.pay', 'total', 'Cart'].map(inFunction)).size, 4)
})

test('a minified function counts by its file: each build names it otherwise', () => {
  for (const name of ['t', 'Ae', 'e.t', 'new t', 'async e', '<anonymous>', '?']) {
    assert.equal(inFunction(name), inFunction('n'), name)
  }
  for (const name of ['e.pay', 'async pay', 'pay$1', 't.pay [as run]', 'pay/<']) {
    assert.equal(inFunction(name), inFunction('pay'), name)
  }
})

test('what varies in a message does not count', () => {
  const cases: [message: string, normalised: string][] = [
    ['Order 1234 not found', 'Order <n> not found'],
    ['Order 99.5 not found', 'Order <n> not found'],
    ['GET https://a.example/x?y=1 failed', 'GET <url> failed'],
    ['user ada@example.com is gone', 'user <email> is gone'],
    ['id 123e4567-e89b-12d3-a456-426614174000', 'id <id>'],
    ['commit deadbeef01', 'commit <id>'],
    ['the facade  decade\nis defaced', 'the facade decade is defaced'],
  ]
  for (const [message, normalised] of cases) {
    assert.equal(normaliseMessage(message), normalised)
  }
})

test('any text has a fingerprint of 64 bits, and soon', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (type, message, text) => {
      assert.match(computeFingerprint({ type, message, stack: text }), /^\d{1,20}$/)
    }),
  )
  for (const character of [
    'a',
    ' ',
    '\t',
    ' @',
    '(',
    ':1',
    '1',
    '\n',
    'at ',
    '-a1',
    ' (:1',
    '@1:1',
  ]) {
    const long = character.repeat(300_000)
    assert.match(computeFingerprint({ type: '', message: long, stack: long }), /^\d{1,20}$/)
  }
})
