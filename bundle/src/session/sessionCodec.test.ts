import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Timestamp } from '../core/time.ts'
import { fromStored, toStored } from './sessionCodec.ts'
import type { SessionState, Slot, Visit } from './sessionState.ts'
import { NEVER } from './sessionState.ts'

const anyTime = fc.integer({ min: 1, max: 1e13 }).map((time) => time as Timestamp)
// Ids that `toDebugId` and `toManualId` accept.
const anyId = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }),
  fc.string({ unit: fc.constantFrom(...'~|;=% "\\,aé😀'), minLength: 1, maxLength: 20 }),
  fc.integer({ min: 1e9, max: Number.MAX_SAFE_INTEGER }),
  fc.bigInt({ min: 10n ** 9n, max: 10n ** 40n }).map(String),
)
const anySlot: fc.Arbitrary<Slot> = fc
  .tuple(anyId, anyTime, fc.integer({ min: 1, max: 1e12 }))
  .map(([id, started, lasts]) => ({ id, started, expire: (started + lasts) as Timestamp }))
const anyRecord = {
  errors: fc.nat(),
  status: fc.constantFrom(
    'ok' as const,
    'crashed' as const,
    'unhandled' as const,
    'abnormal' as const,
  ),
  isSent: fc.boolean(),
  userHash: fc.constantFrom('', '1x9z'),
}
const anyVisit: fc.Arbitrary<Visit> = fc.oneof(
  fc.record({ ...anyRecord, slot: anySlot, sid: fc.uuid() }).map(({ slot, sid, ...record }) => ({
    ...record,
    ...slot,
    expire: NEVER,
    isManual: true,
    sid: sid.replace(/-/g, ''),
  })),
  fc.record({ ...anyRecord, slot: anySlot, id: fc.uuid() }).map(({ slot, id, ...record }) => ({
    ...record,
    ...slot,
    id,
    isManual: false,
    sid: id.replace(/-/g, ''),
  })),
)
const anyState: fc.Arbitrary<SessionState> = fc.record(
  {
    debug: anySlot,
    visit: anyVisit,
    tabs: fc.array(fc.stringMatching(/^[0-9a-z]{7}$/), { minLength: 1, maxLength: 4 }),
    isEnded: fc.constant(true),
  },
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

test('it takes less than 300 bytes with ids that need no encoding', () => {
  const time = 1_764_000_000_000 as Timestamp
  const longest: SessionState = {
    debug: { id: 'x'.repeat(128), started: time, expire: (time + 900_000) as Timestamp },
    visit: {
      id: Number.MAX_SAFE_INTEGER,
      started: time,
      expire: NEVER,
      isManual: true,
      sid: 'f'.repeat(32),
      errors: 99_999,
      status: 'abnormal',
      isSent: true,
      userHash: '1z141z3',
    },
    tabs: ['a1b2c3d', 'a1b2c3e', 'a1b2c3f'],
  }
  assert.ok(`_dfrum_s1=${toStored(longest)}`.length < 300)
})

test('the stored form is the one that is documented', () => {
  const at = (time: number) => time as Timestamp
  const record = { errors: 3, status: 'crashed' as const, isSent: true, userHash: '1x9z' }
  const debug = { id: 'debug_1f~', started: at(36), expire: at(72) }
  const manual = { id: 1764000000000, started: at(1), expire: NEVER, isManual: true, sid: 'ab' }
  assert.equal(
    toStored({ debug, visit: { ...manual, ...record }, tabs: ['k3f9', 'a2b1'], isEnded: true }),
    'd~debug_1f%7E~10~10|M~1764000000000~1~~ab~3~5~1x9z|v~k3f9~a2b1|x',
  )
  const automatic = { id: 'a-b', started: at(36), expire: at(72), isManual: false, sid: 'ab' }
  assert.equal(toStored({ visit: { ...automatic, ...record } }), 'a~a-b~10~10~~3~5~1x9z')
})

test('an empty state has no stored form', () => {
  assert.equal(toStored({}), undefined)
  assert.equal(toStored({ debug: undefined, tabs: [], isEnded: false }), undefined)
  assert.deepEqual(fromStored(undefined), {})
})

test('a part of a later version is passed over, and the others are read', () => {
  const { visit, ...others } = fromStored('w~what~1~2|a~i-d~10~10|')
  assert.deepEqual(visit, {
    id: 'i-d',
    started: 36,
    expire: 72,
    isManual: false,
    sid: 'id',
    errors: 0,
    status: 'ok',
    isSent: false,
    userHash: '',
  })
  assert.deepEqual(others, {})
})

test('a part whose id cannot be read is no session', () => {
  for (const part of ['a~%~1~2', 'a~%E0%A4~1~2', 'a~~1~2', 'a', 'M~abc~1~2', 'M~~1~2']) {
    const { visit, debug } = fromStored(`${part}|d~ok~1~2`)
    assert.equal(visit, undefined, part)
    assert.deepEqual(debug, { id: 'ok', started: 1, expire: 3 }, part)
  }
})

test('a time that is none reads as NaN, which is over at any time', () => {
  for (const part of ['a~id~~1', 'a~id~!~!', 'a~id~ ~1']) {
    assert.ok(Number.isNaN(fromStored(part).visit?.started), part)
  }
})

test('garbage never throws', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'1|~dmaDMA%0z-.; é\0'), maxLength: 40 })
  fc.assert(
    fc.property(fc.oneof(noise, fc.string()), (stored) => {
      const { debug, visit } = fromStored(stored)
      for (const slot of [debug, visit]) {
        assert.ok(!slot || (slot.id !== '' && !Number.isNaN(slot.id)))
      }
    }),
    { numRuns: 3000 },
  )
})
