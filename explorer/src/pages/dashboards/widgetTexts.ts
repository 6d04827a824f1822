import type { Measure } from '../../../../protocol/measure.ts'
import { parseMeasure } from '../../../../protocol/measure.ts'
import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatShare, formatValue } from '../../i18n/format.ts'
import { locale } from '../../i18n/locale.ts'
import { toValueText } from '../../i18n/valueText.ts'
import type { Binding, Widget } from '../../models/dashboards/dashboard.ts'
import type { ListType } from '../../models/explorer/listType.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import type { ValueKind } from '../../models/fields/valueKind.ts'
import { toValueKind } from '../../models/fields/valueKind.ts'

/** Returns the name of a number, as a heading has it. */
export function toMeasureLabel(text: string, list: ListType, part = ''): string {
  const measure = parseMeasure(text)
  if (measure === undefined) {
    return text
  }
  if (measure.of === 'field') {
    const name = t(`measure.${measure.name}`).replace(/[ （(].*$/, '')
    return t('measure.of', { field: toFieldLabel(measure.key, toEventType(list)), name })
  }
  if (measure.name === 'share' && part !== '') {
    return t('measure.shareOf', { search: part })
  }
  return measure.name === 'count' ? t(`nav.${list}`) : t(`measure.${measure.name}`)
}

/** Decides how a number is formatted. */
export function toMeasureKind(text: string, list: ListType): ValueKind {
  const measure = parseMeasure(text)
  return measure === undefined ? 'number' : toKind(measure, list)
}

function toKind(measure: Measure, list: ListType): ValueKind {
  if (measure.of === 'rows') {
    return measure.name === 'share' ? 'share' : 'count'
  }
  switch (measure.name) {
    case 'distinct':
      return 'count'
    case 'good':
    case 'poor':
      return 'share'
    default:
      return toNumberKind(measure.key, list)
  }
}

/** Returns the kind of a number field; a custom attribute is a plain number. */
export function toNumberKind(key: string, list: ListType): ValueKind {
  const kind = toValueKind(key, toEventType(list))
  return kind === 'text' || kind === 'count' ? 'number' : kind
}

/** Formats a number; a share near 1 needs its tenths, because 98.8 % and 99.4 % are not the same. */
export function formatMeasure(value: number | null | undefined, kind: ValueKind): string {
  if (value === null || value === undefined) {
    return '–'
  }
  if (kind === 'share' && value > 0.9 && value < 1) {
    const digits = value > 0.999 ? 2 : 1
    return new Intl.NumberFormat(locale.value, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      roundingMode: 'floor', // a share with an exception is not 100 %
    } as Intl.NumberFormatOptions).format(value)
  }
  if (kind === 'share') {
    return formatShare(value)
  }
  if (kind === 'number' || kind === 'count') {
    return new Intl.NumberFormat(locale.value, {
      maximumFractionDigits: value < 10 ? 2 : 0,
    }).format(value)
  }
  return String(formatValue(kind, value))
}

/** Formats a number in a few characters, for an axis or a card. */
export function formatShortly(value: number, kind: ValueKind): string {
  return (kind === 'count' || kind === 'number') && Math.abs(value) >= 10_000
    ? new Intl.NumberFormat(locale.value, { notation: 'compact', maximumFractionDigits: 1 }).format(
        value,
      )
    : kind === 'share'
      ? formatShare(value)
      : formatMeasure(value, kind)
}

export function toWidgetTitle(
  widget: Pick<Widget, 'kind' | 'title' | 'list' | 'measures' | 'by' | 'part'>,
): string {
  const { title, kind, list, measures, by, part } = widget
  if (title !== '') {
    return title
  }
  const type = toEventType(list)
  const [first = ''] = measures
  if (kind === 'vital' || kind === 'distribution') {
    const name = toFieldLabel(first, type)
    return kind === 'vital' ? name : t('measure.distribution', { name })
  }
  const names = measures.map((text) => toMeasureLabel(text, list, part))
  const name = kind === 'table' ? t(`nav.${list}`) : names.join(', ')
  if (by.length > 0) {
    const fields = by.map((key) => toFieldLabel(key, type)).join(', ')
    return t('measure.by', { name, fields })
  }
  return kind === 'timeSeries' ? t('measure.over', { name }) : name
}

export const toBindingText = ({ key, value }: Binding): string =>
  `${toFieldLabel(key)}: ${toValueText(key, value)}`
