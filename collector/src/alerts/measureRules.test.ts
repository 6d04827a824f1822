import assert from 'node:assert/strict'
import test from 'node:test'
import { ALERT_WINDOWS } from '../../../protocol/alertRules.ts'
import { isDue, toPeriod } from './measureRules.ts'

const MINUTE = 60_000
const TURN = 15_000
const start = Date.UTC(2026, 10, 27, 12, 0, 7)

/** The times at which a rule is checked in a day whose first check was at `first`. */
function checksOf(windowMinutes: (typeof ALERT_WINDOWS)[number], first: number): number[] {
  const rule = { window_minutes: windowMinutes }
  const times = [first]
  for (let now = start; now < start + 1440 * MINUTE; now += TURN) {
    const last = times.at(-1) as number
    if (now > first && isDue({ rule, updatedAt: first }, last, now)) {
      times.push(now)
    }
  }
  return times.slice(1)
}

test('rules of one window are checked in the same turns, whenever they were made', () => {
  for (const minutes of ALERT_WINDOWS) {
    const period = toPeriod({ window_minutes: minutes })
    const early = checksOf(minutes, start)
    const late = checksOf(minutes, start + period * 0.7)
    assert.deepEqual(late, early.slice(-late.length), `${minutes}`)
    assert.ok(early.length - late.length <= 1, `${minutes}`)
  }
})

test('a rule is checked once in each period, and no turn later than that', () => {
  for (const minutes of ALERT_WINDOWS) {
    const period = toPeriod({ window_minutes: minutes })
    const times = checksOf(minutes, start)
    const [first = 0] = times
    assert.ok(first - start <= period, `${minutes}`)
    assert.deepEqual(
      times,
      times.map((_, index) => first + index * period),
      `${minutes}`,
    )
  }
})

test('a rule that was changed, was never checked, or was checked at a time yet to come is due', () => {
  const rule = { window_minutes: 60 } as const
  const now = start
  assert.equal(isDue({ rule, updatedAt: now - 1 }, now - 2, now), true)
  assert.equal(isDue({ rule, updatedAt: now - 1 }, 0, now), true)
  assert.equal(isDue({ rule, updatedAt: now - 1 }, now + 60 * MINUTE, now), true)
  assert.equal(isDue({ rule, updatedAt: now - 1 }, now, now), false)
})
