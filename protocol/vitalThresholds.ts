/**
 * Good up to the first, poor above the second; ns, and a score for the layout shift. By name on the wire.
 * @see https://web.dev/articles/defining-core-web-vitals-thresholds
 */
export const VITAL_THRESHOLDS = {
  largest_contentful_paint: [2_500_000_000, 4_000_000_000],
  interaction_to_next_paint: [200_000_000, 500_000_000],
  cumulative_layout_shift: [0.1, 0.25],
  first_contentful_paint: [1_800_000_000, 3_000_000_000],
  first_byte: [800_000_000, 1_800_000_000],
} as const satisfies Readonly<Record<string, readonly [good: number, poor: number]>>

export type VitalKey = keyof typeof VITAL_THRESHOLDS
export const VITAL_KEYS = Object.keys(VITAL_THRESHOLDS) as readonly VitalKey[]
export const isVitalKey = (key: string): key is VitalKey =>
  (VITAL_KEYS as readonly string[]).includes(key)
