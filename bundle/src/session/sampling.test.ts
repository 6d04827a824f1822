import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isSampled } from './sampling.ts'

const anyRate = fc.double({ min: 0, max: 100, noNaN: true })

test('at 0 nothing is sampled, at 100 everything', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      assert.equal(isSampled(id, 0), false)
      assert.equal(isSampled(id, 100), true)
    }),
  )
})

test('the same id at the same rate is always decided alike', () => {
  // Pinned: a release that decides otherwise would change its mind about sessions that are open.
  const decided = [
    '8c1e7a54-0d4e-4c55-9f0a-1b2c3d4e5f60',
    '1764000000000',
    'debug_0123abcd',
    '',
  ].map((id) => [10, 30, 50, 70, 90].map((rate) => (isSampled(id, rate) ? 'x' : '-')).join(''))
  assert.deepEqual(decided, ['--xxx', '---xx', '--xxx', '---xx'])
})

test('who is sampled at one rate is sampled at every higher one', () => {
  fc.assert(
    fc.property(fc.uuid(), anyRate, anyRate, (id, a, b) => {
      if (isSampled(id, Math.min(a, b))) {
        assert.ok(isSampled(id, Math.max(a, b)))
      }
    }),
    { numRuns: 2000 },
  )
})

/** Asserts the share of sampled ids within five standard deviations: by chance, one run in two million lies outside. */
function assertShare(ids: string[], rate: number): void {
  const sampled = ids.filter((id) => isSampled(id, rate)).length
  const share = rate / 100
  const deviation = Math.sqrt(ids.length * share * (1 - share))
  assert.ok(Math.abs(sampled - ids.length * share) < 5 * deviation, `${sampled} of ${ids.length}`)
}

for (const rate of [0.5, 5, 20, 50, 80, 99]) {
  test(`of random ids, ${rate} % are sampled`, () => {
    assertShare(
      Array.from({ length: 50_000 }, () => crypto.randomUUID()),
      rate,
    )
  })

  test(`of ids that follow each other, ${rate} % are sampled`, () => {
    assertShare(
      Array.from({ length: 50_000 }, (_, index) => String(1_764_000_000_000 + index)),
      rate,
    )
  })
}
