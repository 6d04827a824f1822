import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Timestamp } from '../core/time.ts'
import { fromStored, toStored } from './sessionCodec.ts'
import type { SessionState, Slot } from './sessionState.ts'

const anyTime = fc.integer({ min: 1, max: 1e14 }).map((time) => time as Timestamp)
// What `toDebugId` and `toManualId` let through.
const anyId = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }),
  fc.string({ unit: fc.constantFrom(...'~|;=% "\\,aé😀'), minLength: 1, maxLength: 20 }),
  fc.integer({ min: 1e9, max: Number.MAX_SAFE_INTEGER }),
  fc.bigInt({ min: 10n ** 9n, max: 10n ** 40n }).map(String),
)
const anySlot: fc.Arbitrary<Slot> = fc.record(
  { id: anyId, started: anyTime, expire: anyTime },
  { noNullPrototype: true },
)
const anyState: fc.Arbitrary<SessionState> = fc.record(
  { debug: anySlot, manual: anySlot, automatic: anySlot },
  { requiredKeys: [], noNullPrototype: true },
)

test('a stored state is read as it was, numbers as numbers', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      assert.deepEqual(fromStored(toStored(state)), state)
    }),
    { numRuns: 1000 },
  )
})

test('the stored form is made of cookie octets (RFC 6265, 4.1.1)', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      assert.match(toStored(state) ?? '', /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/)
    }),
  )
})

test('the stored form is the one that is documented', () => {
  const at = (time: number) => time as Timestamp
  assert.equal(
    toStored({
      debug: { id: 'debug_1f~', started: at(36), expire: at(72) },
      manual: { id: 1764000000000, started: at(1), expire: at(1e14) },
    }),
    '1|d~debug_1f%7E~10~20|M~1764000000000~1~zg3d62r5s',
  )
})

test('an empty state has no stored form', () => {
  assert.equal(toStored({}), undefined)
  assert.equal(toStored({ debug: undefined }), undefined)
  assert.deepEqual(fromStored(undefined), {})
})

test('the form of another version is left alone', () => {
  for (const version of ['0', '2', '11', '', ' 1']) {
    assert.deepEqual(fromStored(`${version}|a~id~1~zzzzzzz`), {}, version)
  }
})

test('a part of a later version is passed over, and the others are read', () => {
  const { automatic, ...others } = fromStored('1|x~what~1~2|a~id~10~20|')
  assert.deepEqual(automatic, { id: 'id', started: 36, expire: 72 })
  assert.deepEqual(others, {})
})

test('a part whose id cannot be read is no session', () => {
  for (const part of [
    'a~%~1~2',
    'a~%E0%A4~1~2',
    'a~~1~2',
    'a',
    'M~abc~1~2',
    'M~~1~2',
    'd~%D8%00',
  ]) {
    const read = Object.values(fromStored(`1|${part}|m~ok~1~2`)).filter(
      (slot) => slot !== undefined,
    )
    assert.deepEqual(read, [{ id: 'ok', started: 1, expire: 2 }], part)
  }
})

test('a time that is none reads as NaN, which is over at any time', () => {
  for (const part of ['a~id', 'a~id~', 'a~id~!~!', 'a~id~ ~']) {
    assert.deepEqual(fromStored(`1|${part}`).automatic, {
      id: 'id',
      started: Number.NaN,
      expire: Number.NaN,
    })
  }
})

test('garbage never throws', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'1|~dmaDMA%0z-.; é\0'), maxLength: 40 })
  fc.assert(
    fc.property(
      fc.oneof(
        noise,
        noise.map((text) => `1|${text}`),
        fc.string(),
      ),
      (stored) => {
        for (const slot of Object.values(fromStored(stored))) {
          assert.ok(!slot || (slot.id !== '' && !Number.isNaN(slot.id)))
        }
      },
    ),
    { numRuns: 3000 },
  )
})
