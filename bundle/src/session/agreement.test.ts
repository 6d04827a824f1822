import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import test from 'node:test'
import type { Agreement } from './agreement.ts'
import { createAgreement } from './agreement.ts'

interface Parts {
  readonly agreement: Agreement
  readonly calls: string[]
  readonly page: { isGranted: boolean; isLeaving: boolean; outvotes: number }
  grantLock(): void
  wait(duration: number): Promise<void>
}

const ended = () => new Promise((resolve) => setImmediate(resolve))

function start(t: TestContext, locking: 'locks' | 'no locks' | 'denied' = 'locks'): Parts {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const calls: string[] = []
  const granted: (() => void)[] = []
  const page = { isGranted: true, isLeaving: false, outvotes: 0 }
  const locks = {
    async request(_name: string, callback: () => void) {
      if (locking === 'denied') {
        throw new DOMException('sandboxed', 'SecurityError')
      }
      calls.push('asked')
      granted.push(callback)
    },
  }
  const agreement = createAgreement({
    locks: locking === 'no locks' ? undefined : (locks as unknown as LockManager),
    prepare: async () => {},
    write: () => calls.push('written'),
    settled: () => calls.push('settled'),
    outvote: () => page.outvotes-- > 0,
    isGranted: () => page.isGranted,
    isLeaving: () => page.isLeaving,
  })
  return {
    agreement,
    calls,
    page,
    grantLock: () => granted.shift()?.(),
    async wait(duration) {
      await ended()
      t.mock.timers.tick(duration)
      await ended()
    },
  }
}

test('under a lock: nothing is certain until it is held, and written in it', async (t) => {
  const { agreement, calls, grantLock, wait } = start(t)
  agreement.settle(true)
  await wait(0)
  assert.deepEqual([calls, agreement.isHeld()], [['asked'], true])
  grantLock()
  assert.deepEqual([calls, agreement.isHeld()], [['asked', 'written', 'settled'], false])
})

test('a second reason while the first waits asks for no second lock', async (t) => {
  const { agreement, calls, wait } = start(t)
  agreement.settle(true)
  agreement.settle(false)
  await wait(0)
  assert.deepEqual(calls, ['asked'])
})

test('a lock that does not answer within three seconds is done without; its late answer changes nothing', async (t) => {
  const { agreement, calls, grantLock, wait } = start(t)
  agreement.settle(true)
  await wait(2999)
  assert.deepEqual(calls, ['asked'])
  await wait(1)
  assert.deepEqual(calls, ['asked', 'written', 'settled'])
  grantLock()
  assert.equal(calls.length, 3)
})

test('locks that are denied are done without', async (t) => {
  const { agreement, calls, wait } = start(t, 'denied')
  agreement.settle(true)
  await wait(0)
  assert.deepEqual(calls, ['written', 'settled'])
})

test('a page that goes asks nobody', (t) => {
  const { agreement, calls, page } = start(t)
  page.isLeaving = true
  agreement.settle(true)
  assert.deepEqual(calls, ['written', 'settled'])
})

test('without locks, a proposal is written, read back after 150 ms, and written again as long as it comes first', async (t) => {
  const { agreement, calls, page, wait } = start(t, 'no locks')
  page.outvotes = 1
  agreement.settle(true)
  await wait(149)
  assert.deepEqual([calls, agreement.isHeld()], [['written'], true])
  await wait(1)
  assert.deepEqual([calls, agreement.isHeld()], [['written'], true])
  await wait(150)
  assert.deepEqual([calls, agreement.isHeld()], [['written', 'written', 'settled'], false])
})

test('without locks, what proposes nothing is written at once', (t) => {
  const { agreement, calls } = start(t, 'no locks')
  agreement.settle(false)
  assert.deepEqual(calls, ['written', 'settled'])
})

test('without consent all waits, whatever comes, until it is given', async (t) => {
  const { agreement, calls, page, grantLock, wait } = start(t)
  page.isGranted = false
  agreement.settle(true)
  agreement.commit()
  await wait(5000)
  assert.deepEqual([calls, agreement.isHeld()], [[], true])
  page.isGranted = true
  agreement.resume(true)
  await wait(0)
  grantLock()
  assert.deepEqual(calls, ['asked', 'written', 'settled'])
})
