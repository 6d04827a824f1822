import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Browser } from './nextTab.testkit.ts'
import { createBrowser } from './nextTab.testkit.ts'
import { MINUTE } from './sessionState.testkit.ts'

/** Lets every waiting tab have its turn, and every tab see and send what came of it. */
function settle(browser: Browser): void {
  for (let round = 0; round < 3; round++) {
    while (browser.answer()) {}
    for (const [index] of browser.tabs.entries()) {
      browser.look(index)
      while (browser.answer()) {}
      browser.send(index)
    }
  }
  while (browser.answer()) {}
}

const idsOf = ({ tabs }: Browser) => new Set(tabs.map(({ reported }) => reported?.id))
const finalOf = ({ sent }: Browser) => sent.filter(({ status }) => status !== 'ok')

function openTabs(size: number, hasLocks = true): Browser {
  const browser = createBrowser(size, { hasLocks })
  for (let tab = 0; tab < size; tab++) {
    browser.happen(tab, { type: 'start' })
  }
  settle(browser)
  return browser
}

for (const hasLocks of [true, false]) {
  const how = hasLocks ? 'with locks' : 'without locks'

  test(`four tabs that start at once agree on one id and send one first update, ${how}`, () => {
    const browser = openTabs(4, hasLocks)
    assert.equal(idsOf(browser).size, 1)
    assert.equal(browser.sent.filter(({ isFirst }) => isFirst).length, 1)
  })

  test(`four tabs that renew at once end the old session once, ${how}`, () => {
    const browser = openTabs(4, hasLocks)
    const [old] = idsOf(browser)
    browser.wait(16 * MINUTE)
    for (let tab = 0; tab < 4; tab++) {
      browser.happen(tab, { type: 'activity' })
    }
    settle(browser)
    assert.equal(idsOf(browser).size, 1)
    assert.ok(!idsOf(browser).has(old))
    assert.deepEqual(
      finalOf(browser).map(({ sid, status }) => [sid, status]),
      [[old, 'exited']],
    )
    assert.equal(browser.sent.filter(({ isFirst }) => isFirst).length, 2)
  })
}

test('a crash in one of two tabs is sent by that tab alone', () => {
  const browser = openTabs(2)
  browser.happen(1, { type: 'error', count: 1, status: 'crashed' })
  settle(browser)
  assert.deepEqual(
    finalOf(browser).map(({ tab, status }) => [tab, status]),
    [[1, 'crashed']],
  )
})

test('errors of another tab are in the final count of the tab that ends the session', () => {
  const browser = openTabs(2)
  for (let errors = 0; errors < 5; errors++) {
    browser.happen(0, { type: 'error', count: 1 })
  }
  browser.happen(1, { type: 'end' })
  settle(browser)
  assert.deepEqual(
    finalOf(browser).map(({ status, errors }) => [status, errors]),
    [['exited', 5]],
  )
})

for (const [name, event, expected] of [
  ['counts an error in', { type: 'error', count: 1 }, { errors: 1 }],
  ['switches the user of', { type: 'user', userHash: 'u2' }, { userHash: 'u2' }],
  ['ends', { type: 'end' }, undefined],
  ['resets', { type: 'reset', userHash: '' }, { userHash: '' }],
] as const) {
  test(`a tab that has ended its session ${name} a session that another tab began since`, () => {
    const browser = openTabs(2)
    browser.happen(0, { type: 'end' })
    settle(browser)
    browser.happen(1, { type: 'startManual', manualId: 1234567890, userHash: 'u1' })
    settle(browser)
    assert.equal(browser.tabs[0]?.reported?.id, 1234567890)
    browser.happen(0, event)
    settle(browser)
    const { base } = browser.stored()
    assert.deepEqual(base && { ...base, ...expected }, base)
    assert.equal(Boolean(base), expected !== undefined)
  })
}

const anyTab = fc.nat(3)
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ tab: anyTab, type: fc.constant('activity' as const) }) },
  fc.record({ tab: anyTab, type: fc.constantFrom('end' as const, 'stop' as const) }),
  fc.record({
    tab: anyTab,
    type: fc.constantFrom('startManual' as const, 'reset' as const, 'user' as const),
    userHash: fc.constantFrom('u1', 'u2'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      tab: anyTab,
      type: fc.constant('error' as const),
      count: fc.constant(1),
      status: fc.constantFrom(undefined, undefined, 'crashed' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ tab: anyTab, type: fc.constantFrom('look', 'send') }) },
  { weight: 4, arbitrary: fc.constant({ type: 'answer' as const }) },
  fc.record({ type: fc.constant('wait' as const), by: fc.constantFrom(1, 1000, 16 * MINUTE) }),
)

function perform(
  browser: Browser,
  steps: readonly (typeof anyStep extends fc.Arbitrary<infer T> ? T : never)[],
): void {
  for (const step of steps) {
    if (step.type === 'answer') {
      browser.answer()
    } else if (step.type === 'wait') {
      browser.wait((step as { by: number }).by)
    } else if (step.type === 'look') {
      browser.look((step as { tab: number }).tab)
    } else if (step.type === 'send') {
      browser.send((step as { tab: number }).tab)
    } else {
      const { tab, ...event } = step as { tab: number; type: 'activity' }
      browser.happen(tab, event)
    }
  }
}

test('2,000 interleavings of four tabs end with one id, and with each first update and final status sent once', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const browser = openTabs(4)
      perform(browser, steps)
      settle(browser)
      const live = browser.tabs.filter(({ isEndedHere }) => !isEndedHere)
      assert.ok(new Set(live.map(({ reported }) => reported?.id)).size <= 1, 'one id')
      const counts = new Map<string, { first: number; final: number }>()
      for (const { sid, status, isFirst } of browser.sent) {
        const { first, final } = counts.get(sid) ?? { first: 0, final: 0 }
        counts.set(sid, { first: first + Number(isFirst), final: final + Number(status !== 'ok') })
      }
      for (const [sid, { first, final }] of counts) {
        assert.ok(first <= 1, `${sid}: one first update`)
        assert.ok(final <= 1, `${sid}: one final status`)
      }
    }),
    { numRuns: 2000 },
  )
})

test('500 interleavings lose no error, whichever tab counts it', () => {
  const anyErrors = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ tab: anyTab, type: fc.constant('error' as const) }) },
      { weight: 2, arbitrary: fc.constant({ type: 'answer' as const, tab: 0 }) },
      { weight: 1, arbitrary: fc.record({ tab: anyTab, type: fc.constant('look' as const) }) },
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(anyErrors, (steps) => {
      const browser = openTabs(4)
      let errors = 0
      for (const { type, tab } of steps) {
        if (type === 'error') {
          errors++
          browser.happen(tab, { type, count: 1 })
        } else if (type === 'look') {
          browser.look(tab)
        } else {
          browser.answer()
        }
      }
      settle(browser)
      assert.equal(browser.stored().base?.errors, errors)
    }),
    { numRuns: 500 },
  )
})
