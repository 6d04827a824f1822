import { VITAL_KEYS } from '../../../../protocol/vitalThresholds.ts'
import type { ListType } from '../explorer/listType.ts'
import type { Widget, WidgetKind } from './dashboard.ts'
import { DASHBOARD_LIMITS } from './dashboard.ts'
import { listNumberFields } from './measureFields.ts'

/** Field to group by where a kind of widget needs one: every row has it. */
const GROUP_KEY = 'browser'

/** Returns what changes when a widget becomes another kind: it then shows numbers that the kind can show. */
export function toKindChange(widget: Widget, kind: WidgetKind): Partial<Widget> {
  const wasOfKey = widget.kind === 'vital' || widget.kind === 'distribution'
  const measures = wasOfKey ? ['count'] : widget.measures
  const by = widget.by.slice(0, 1)
  switch (kind) {
    case 'vital':
      return { kind, list: 'views', measures: VITAL_KEYS.slice(0, 1), by: [] }
    case 'distribution':
      return { kind, measures: listNumberFields(widget.list).slice(0, 1), by: [] }
    case 'value':
      return { kind, measures: measures.slice(0, 1), by: [] }
    case 'timeSeries':
      return { kind, measures: by.length > 0 ? measures.slice(0, 1) : measures, by }
    case 'topList':
      return { kind, measures: measures.slice(0, 1), by: by.length > 0 ? by : [GROUP_KEY] }
    case 'table':
      return {
        kind,
        measures,
        by: widget.by.length > 0 ? widget.by.slice(0, DASHBOARD_LIMITS.keys) : [GROUP_KEY],
      }
  }
}

/** Returns what changes when a widget is about other rows, which have other fields. */
export function toListChange({ kind, by }: Widget, list: ListType): Partial<Widget> {
  return {
    list,
    measures: kind === 'distribution' ? listNumberFields(list).slice(0, 1) : ['count'],
    by: by.length > 0 ? [GROUP_KEY] : [],
  }
}
