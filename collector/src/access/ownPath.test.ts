import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { toOwnPath } from './ownPath.ts'

const schema = z.string().transform(toOwnPath)

test('a path of the collector stays as it is, with its query and hash', () => {
  for (const path of ['/', '/sessions', '/sessions/a.b?from=1&q=%22x%22#event', '/a//b']) {
    assert.equal(schema.parse(path), path)
  }
})

test('an address of another host is refused, however it is written', () => {
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    'sessions',
    '',
  ]) {
    assert.equal(schema.safeParse(path).success, false, JSON.stringify(path))
  }
})

test('a path that is let through is one of the same origin, and can stand in a header', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '\t',
    '\n',
    '%2e',
    '?',
    '#',
    '@',
    ':',
    'é',
    'a',
    'evil.example',
  )
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => `/${parts.join('')}`),
      (text) => {
        const { data } = schema.safeParse(text)
        if (data !== undefined) {
          assert.equal(new URL(data, 'https://own.example').origin, 'https://own.example')
          assert.match(data, /^[\x21-\x7e]+$/)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
