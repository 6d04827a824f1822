import { formatDuration } from '../../i18n/format.ts'
import { locale, toLocaleTag } from '../../i18n/locale.ts'
import { t } from '../../i18n/releaseMessages.ts'
import type { DrawnSeries } from '../../models/releases/drawing.ts'
import type { Measure, MeasureKey } from '../../models/releases/measures.ts'

export const toMeasureLabel = (key: MeasureKey): string => t(`measure.${key}`)

/** Name of a release. Sessions without a version have one, too. */
export const toVersionText = (version: string): string => version || t('releases.noVersion')

export function toSeriesLabel(name: DrawnSeries['name']): string {
  return name === 'all' || name === 'others' ? t(`releases.${name}`) : t(`measure.${name}`)
}

function formatNumber(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(toLocaleTag(locale.value), options).format(value)
}

/** As precise as crash-free rates need: between 99.9 % and 99.99 % lies a factor of ten. Never rounds up to 100 %. */
export function formatRate(share: number): string {
  const digits = share > 0.9 || share < 0.1 ? 2 : 1
  const scale = 10 ** (digits + 2)
  const shown = share < 1 ? Math.min(Math.round(share * scale), scale - 1) / scale : share
  const fraction = shown === 0 || shown === 1 ? 0 : digits
  return formatNumber(shown, {
    style: 'percent',
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  })
}

export function formatMeasure(value: number | undefined, kind: Measure['kind']): string {
  if (value === undefined) {
    return '–'
  }
  switch (kind) {
    case 'share':
      return formatRate(value)
    case 'duration':
      return formatDuration(value)
    case 'ratio':
      return formatNumber(value, { maximumFractionDigits: value < 0.1 ? 3 : 2 })
  }
}

export function formatOnAxis(value: number, kind: Measure['kind']): string {
  return kind === 'share'
    ? formatNumber(value, { style: 'percent', maximumFractionDigits: 2 })
    : formatMeasure(value, kind)
}

/** `+1.2 points` or `−8 %`. */
export function formatChange(by: number, unit: 'points' | 'percent'): string {
  const options = { signDisplay: 'exceptZero', maximumFractionDigits: 2 } as const
  return unit === 'points'
    ? t('release.points', { value: formatNumber(by * 100, options) })
    : formatNumber(by, { ...options, style: 'percent', maximumFractionDigits: 1 })
}
