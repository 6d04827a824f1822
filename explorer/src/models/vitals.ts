export type VitalName = 'lcp' | 'inp' | 'cls' | 'fcp' | 'ttfb'
export type VitalRating = 'good' | 'needsImprovement' | 'poor'

/**
 * Good up to the first, poor above the second; ns, and a score for `cls`. Equal to the collector's.
 * @see https://web.dev/articles/defining-core-web-vitals-thresholds
 */
const THRESHOLDS: Record<VitalName, readonly [good: number, poor: number]> = {
  lcp: [2_500_000_000, 4_000_000_000],
  inp: [200_000_000, 500_000_000],
  cls: [0.1, 0.25],
  fcp: [1_800_000_000, 3_000_000_000],
  ttfb: [800_000_000, 1_800_000_000],
}

const NAMES: ReadonlyMap<string, VitalName> = new Map([
  ['largest_contentful_paint', 'lcp'],
  ['interaction_to_next_paint', 'inp'],
  ['cumulative_layout_shift', 'cls'],
  ['first_contentful_paint', 'fcp'],
  ['first_byte', 'ttfb'],
  ...(Object.keys(THRESHOLDS) as VitalName[]).map((name) => [name, name] as const),
])

/** Returns the vital that a key of an event or a group stands for. */
export const toVitalName = (key: string): VitalName | undefined => NAMES.get(key)

export function toVitalRating(name: VitalName, value: number): VitalRating {
  const [good, poor] = THRESHOLDS[name]
  return value <= good ? 'good' : value <= poor ? 'needsImprovement' : 'poor'
}
