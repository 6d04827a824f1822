import type { Measure, Share } from './measures.ts'
import { toNumber } from './measures.ts'

/** Difference of a number between a release and the one before it. */
export interface Change {
  /** In percentage points for shares (0.01 is one), otherwise relative to the number before. */
  by: number
  unit: 'points' | 'percent'
  direction: 'up' | 'down' | 'same'
  /** `unclear`: chance alone may make as large a difference. `neutral`: no direction is an improvement, or none is tested. */
  verdict: 'better' | 'worse' | 'unclear' | 'neutral'
}

const Z = 1.96

/** Returns the 95 % interval of the difference of two shares, by Agresti and Caffo: one more hit and one more miss in each. */
export function toInterval(now: Share, before: Share): readonly [low: number, high: number] {
  const [one, other] = [now, before].map(({ part, whole }) => {
    const share = (part + 1) / (whole + 2)
    return { share, variance: (share * (1 - share)) / (whole + 2) }
  }) as [Estimate, Estimate]
  const difference = one.share - other.share
  const margin = Z * Math.sqrt(one.variance + other.variance)
  return [difference - margin, difference + margin]
}

interface Estimate {
  share: number
  variance: number
}

/** Compares two values of a measure. `undefined` if one of them is unknown, or there is nothing to relate to. */
export function toChange(
  { kind, better }: Pick<Measure, 'kind' | 'better'>,
  now: number | Share | undefined,
  before: number | Share | undefined,
): Change | undefined {
  const [one, other] = [toNumber(now), toNumber(before)]
  if (one === undefined || other === undefined || (kind !== 'share' && other === 0)) {
    return undefined
  }
  const by = kind === 'share' ? one - other : one / other - 1
  const direction = by === 0 ? 'same' : by > 0 ? 'up' : 'down'
  const unit = kind === 'share' ? 'points' : 'percent'
  if (better === undefined || typeof now !== 'object' || typeof before !== 'object') {
    return { by, unit, direction, verdict: 'neutral' }
  }
  const [low, high] = toInterval(now, before)
  const isClear = low > 0 || high < 0
  const isBetter = low > 0 === (better === 'higher')
  return { by, unit, direction, verdict: isClear ? (isBetter ? 'better' : 'worse') : 'unclear' }
}

/** From so many expected sessions on, meeting an error in none is less likely than 5 %: the rule of three. */
const ENOUGH = 3

export interface Disappearance {
  /** Sessions that would have the error at its share before. */
  expected: number
  isFixed: boolean
}

/** Judges an error that a release does not have any more. */
export function toDisappearance(
  sessionsWithIt: number,
  sessionsBefore: number,
  sessionsNow: number,
): Disappearance {
  const expected = sessionsBefore === 0 ? 0 : (sessionsWithIt / sessionsBefore) * sessionsNow
  return { expected, isFixed: expected >= ENOUGH }
}
