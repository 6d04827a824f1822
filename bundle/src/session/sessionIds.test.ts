import assert from 'node:assert/strict'
import test from 'node:test'
import { captureReports } from '../core/captureReports.testkit.ts'
import { toDebugId, toManualId } from './sessionIds.ts'

test('without an argument, a debug id is made: `debug_` and 8 hex digits', () => {
  const made = Array.from({ length: 20 }, () => toDebugId(undefined))
  for (const id of made) {
    assert.match(id ?? '', /^debug_[0-9a-f]{8}$/)
  }
  assert.equal(new Set(made).size, made.length)
})

test('a debug id is trimmed text, or the decimal form of a number', () => {
  const rows: [given: unknown, id: string][] = [
    ['bug-1234', 'bug-1234'],
    ['  two words\n', 'two words'],
    ['x'.repeat(128), 'x'.repeat(128)],
    ['😀'.repeat(128), '😀'.repeat(128)],
    ['~|;="%', '~|;="%'],
    [42, '42'],
    [-1.5, '-1.5'],
    [0, '0'],
    [12345678901234567890n, '12345678901234567890'],
  ]
  for (const [given, id] of rows) {
    assert.equal(toDebugId(given), id)
  }
})

test('anything else as a debug id is refused with one warning', (t) => {
  const said = captureReports(t)
  for (const given of [
    ...['', '   ', 'x'.repeat(129), 'two\nlines', 'nul\0', 'half \ud800', 'a\u2028b', 'a\u2029b'],
    ...[null, true, Number.NaN, Infinity, {}, [], ['x'], Symbol('x'), () => 'x', new Date()],
  ]) {
    assert.equal(toDebugId(given), undefined, String(given))
  }
  assert.equal(said.length, 1)
  assert.match(said[0] ?? '', /^warn: addDebugSession: .*1 to 128 printable characters/)
})

test('a manual id is a whole number of 10 digits or more, and stays what it was', () => {
  for (const id of [1_000_000_000, 1764000000123, Number.MAX_SAFE_INTEGER]) {
    assert.equal(toManualId(id), id)
    assert.equal(toManualId({ id, tags: {} }), id)
  }
})

test('a bigint is kept as its decimal string', () => {
  assert.equal(toManualId(1_000_000_000n), '1000000000')
  assert.equal(toManualId({ id: 98765432109876543210n }), '98765432109876543210')
})

test('without an id one is made, and nothing is said of it', (t) => {
  const said = captureReports(t)
  for (const given of [undefined, {}, { tags: { a: 1 } }, { id: undefined }]) {
    assert.match(String(toManualId(given)), /^\d{13}$/)
  }
  assert.deepEqual(said, [])
})

test('anything else is replaced by a made id, with one warning for each kind of fault', (t) => {
  const kinds: [reason: RegExp, ...given: unknown[]][] = [
    [/has fewer than 10 digits/, 0, -1764000000123, 999_999_999, 999_999_999n, { id: 5 }],
    [/is no whole number/, 1764000000.5, Number.NaN, Infinity],
    [/is no safe integer/, 2 ** 53],
    [/is of type string/, '1764000000123', '', 'name', '\ud800', { id: 'name' }],
    [/is of type object/, null, [1764000000123], { id: null }],
    [/is of type boolean/, true],
    [/is of type symbol/, Symbol('x')],
    [/is of type function/, () => 1],
    [
      /cannot be read/,
      {
        get id() {
          throw 1
        },
      },
      new Proxy(
        {},
        {
          get() {
            throw new Error('denied')
          },
        },
      ),
    ],
  ]
  const said = captureReports(t)
  for (const [index, [reason, ...given]] of kinds.entries()) {
    for (const one of given) {
      assert.match(String(toManualId(one)), /^\d{13}$/)
    }
    assert.equal(said.length, index + 1)
    assert.match(said[index] ?? '', reason)
    assert.match(said[index] ?? '', /^warn: startSession: .*at least 10 digits/)
  }
})

test('made manual ids are the time in milliseconds, and never repeat', () => {
  const before = Date.now()
  const made = Array.from({ length: 100 }, () => toManualId(undefined) as number)
  assert.ok((made[0] ?? 0) >= before)
  assert.ok(made.every((id, index) => index === 0 || id > (made[index - 1] ?? Infinity)))
})
