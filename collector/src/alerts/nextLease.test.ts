import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Lease } from './nextLease.ts'
import { LEASE_MS, nextLease } from './nextLease.ts'

test('a collector claims what nobody holds, and checks when it reads its own claim', () => {
  assert.equal(nextLease(undefined, 'a', 0), 'claim')
  assert.equal(nextLease({ holder: 'b', until: 10 }, 'a', 10), 'claim')
  assert.equal(nextLease({ holder: 'a', until: LEASE_MS }, 'a', 0), 'check')
  assert.equal(nextLease({ holder: 'a', until: LEASE_MS }, 'a', LEASE_MS / 2), 'renew')
  assert.equal(nextLease({ holder: 'b', until: LEASE_MS }, 'a', 0), 'idle')
})

test('collectors whose turns interleave in any order never check in the same round, and one always takes over', () => {
  const round = fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 0, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(round, { maxLength: 40 }), (rounds) => {
      let lease: Lease | undefined
      let now = 0
      for (const present of [...rounds, ['a'], ...Array(20).fill(['a'])]) {
        now += 15_000
        const before = lease
        const checking: string[] = []
        // All read before any writes: the worst that a slow store can do.
        for (const self of present) {
          const step = nextLease(before, self, now)
          if (step === 'check' || step === 'renew') {
            checking.push(self)
          }
          if (step === 'claim' || step === 'renew') {
            lease = { holder: self, until: now + LEASE_MS }
          }
        }
        assert.ok(checking.length <= 1, checking.join())
      }
      assert.equal(lease?.holder, 'a')
    }),
  )
})
