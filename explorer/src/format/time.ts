/** Formats as ISO with milliseconds; an invalid date becomes its number. */
export function toIso(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString()
}
