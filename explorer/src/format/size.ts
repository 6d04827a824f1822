const SIZE_UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** Formats bytes in powers of 1,000, as browsers' developer tools do. */
export function toSizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), SIZE_UNITS.length - 1)
  const scaled = bytes / 1000 ** power
  return `${power === 0 ? scaled : scaled.toFixed(1)} ${SIZE_UNITS[power]}`
}
