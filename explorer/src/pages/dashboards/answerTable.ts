import { t } from '../../i18n/dashboardMessages.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatTime } from '../../i18n/format.ts'
import type { Widget } from '../../models/dashboards/dashboard.ts'
import { toMeasures } from '../../models/dashboards/widgetQuestion.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import type { WidgetAnswer } from './useWidgetAnswer.ts'
import { formatMeasure, toMeasureKind, toMeasureLabel, toNumberKind } from './widgetTexts.ts'

/** A picture as a table: for those who do not see it, and to copy. */
export interface AnswerTable {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

export function toAnswerTable(widget: Widget, { groups = [], bars }: WidgetAnswer): AnswerTable {
  const { kind, list, by } = widget
  if (bars) {
    const [key = ''] = widget.measures
    const format = (value: number): string => formatMeasure(value, toNumberKind(key, list))
    return {
      columns: [t('widget.from'), t('widget.to'), t(`nav.${list}`)],
      rows: bars.map(({ from, to, count }) => [format(from), format(to), formatCount(count)]),
    }
  }
  const measures = toMeasures(widget)
  const labels = measures.map((measure) => toMeasureLabel(measure, list, widget.part))
  const toCells = (values: readonly (number | null)[]): string[] =>
    measures.map((measure, index) => formatMeasure(values[index], toMeasureKind(measure, list)))
  if (kind === 'timeSeries') {
    return toTimeTable(widget, { groups, labels, toCells })
  }
  return {
    columns: [...by.map((key) => toFieldLabel(key, toEventType(list))), ...labels],
    rows: groups.map(({ values, totals }) => [...values, ...toCells(totals)]),
  }
}

interface TimeParts {
  groups: NonNullable<WidgetAnswer['groups']>
  labels: readonly string[]
  toCells: (values: readonly (number | null)[]) => string[]
}

/** A row for each time; a column for each number, or for each group. */
function toTimeTable({ by }: Widget, { groups, labels, toCells }: TimeParts): AnswerTable {
  const times = groups[0]?.buckets?.map(({ time }) => time) ?? []
  const names = by.length === 0 ? labels : groups.map(({ values }) => values.join(' · '))
  return {
    columns: [t('widget.time'), ...names],
    rows: times.map((time, index) => [
      formatTime(time),
      ...groups.flatMap(({ buckets }) =>
        toCells(buckets?.[index]?.values ?? []).slice(0, by.length === 0 ? undefined : 1),
      ),
    ]),
  }
}

/** Returns a table as text that a spreadsheet takes. */
export function toTableText({ columns, rows }: AnswerTable): string {
  return [columns, ...rows]
    .map((cells) => cells.map((cell) => cell.replace(/[\t\n\r]+/g, ' ')).join('\t'))
    .join('\n')
}
