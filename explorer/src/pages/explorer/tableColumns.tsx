import type { JSX } from 'preact'
import type { FoundEvent, SessionSummary } from '../../../../protocol/query.ts'
import type { TableCell, TableColumn, TableSort } from '../../components/dataTableHeader.tsx'
import { LogStatus } from '../../components/logStatus.tsx'
import { Sparkline } from '../../components/sparkline.tsx'
import { StatusBadge } from '../../components/statusBadge.tsx'
import { toPersonText } from '../../format/person.ts'
import { isAddress } from '../../format/readableUrl.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatValue } from '../../i18n/format.ts'
import { t } from '../../i18n/messages.ts'
import { toValueText } from '../../i18n/valueText.ts'
import type { ExplorerState, SelectedRow } from '../../models/explorer/explorerState.ts'
import { toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { nextExplorer } from '../../models/explorer/nextExplorer.ts'
import type { Column } from '../../models/fields/columns.ts'
import { toColumn, toPresetColumns, toPresetSort } from '../../models/fields/columns.ts'
import type { FieldIndex } from '../../models/fields/fieldIndex.ts'
import { readEventValue, readGroupValue, readSessionValue } from '../../models/fields/readValue.ts'
import { toLogPath } from '../../models/logLinks.ts'
import { toRowKey, toSessionPath } from '../../models/route.ts'
import type { RawValue } from '../../models/search/filterValue.ts'
import { toShownStatus } from '../../models/session/shownStatus.ts'
import { toLook } from './valueLook.ts'

/** Keys of the columns that a screen shows. */
export function toColumnKeys(state: ExplorerState): readonly string[] {
  return state.columns ?? toPresetColumns(state)
}

export function toTableSort(state: ExplorerState): TableSort {
  const sort = state.sort ?? toPresetSort(state)
  return { field: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') }
}

interface ColumnDeps {
  state: ExplorerState
  widths: Readonly<Record<string, number>>
}

export function toTableColumns({ state, widths }: ColumnDeps): TableColumn<object>[] {
  return toColumnKeys(state).map((key) => {
    const column = toColumn(key, state)
    return {
      field: key,
      label: toFieldLabel(key, toEventType(state.list)),
      width: widths[key] ?? column.width,
      isNumber: column.align === 'end',
      isSortable: column.sort !== undefined,
      read: (row) => toCell(state, column, row),
    }
  })
}

export function readRowValue(state: ExplorerState, row: object, key: string): RawValue {
  if (state.isGrouped) {
    return readGroupValue(row, key)
  }
  if (state.list === 'sessions') {
    return readSessionValue(row as SessionSummary, key)
  }
  return readEventValue(row as FoundEvent, key)
}

/** Returns what a cell shows for a key of a row. */
export function toRowCell(state: ExplorerState, row: object, key: string): TableCell | JSX.Element {
  return toCell(state, toColumn(key, state), row)
}

/** A status that no record has is found by the session's health. */
function toStatusCell(cell: TableCell, session: SessionSummary): TableCell {
  const status = toShownStatus(session, Date.now())
  const named = session.session_status ? cell : { ...cell, field: 'session_health', raw: status }
  return status ? { ...named, text: <StatusBadge status={status} /> } : cell
}

function toCell(state: ExplorerState, column: Column, row: object): TableCell | JSX.Element {
  const { key, kind } = column
  if (kind === 'trend') {
    const counts = (row as { trend?: number[] }).trend ?? []
    return (
      <Sparkline counts={counts} label={`${toFieldLabel(key, 'error')}: ${counts.join(', ')}`} />
    )
  }
  const raw = readRowValue(state, row, key)
  const cell: TableCell = { field: key, raw, look: toLook(key, raw) }
  if (key === 'session_status') {
    return toStatusCell(cell, row as SessionSummary)
  }
  if (key === 'status' && state.list === 'logs' && raw) {
    return { ...cell, text: <LogStatus status={String(raw)} /> }
  }
  if (key === 'user' && !state.isGrouped && state.list === 'sessions') {
    const { label, isAnonymous } = toPersonText(row as SessionSummary)
    return isAnonymous ? cell : { ...cell, text: label, look: 'strong' }
  }
  if (kind === 'list' && Array.isArray((row as Record<string, unknown>)[key])) {
    return { ...cell, text: ((row as Record<string, unknown>)[key] as string[]).join(', ') }
  }
  return { ...cell, text: raw === undefined ? undefined : toCellText(column, raw) }
}

/** Fields of texts that a person reads by another name. */
const NAMED: readonly string[] = ['country', 'session_health']

function toCellText({ key, kind }: Column, raw: RawValue): string | JSX.Element {
  return typeof raw === 'string' && (isAddress(key) || NAMED.includes(key))
    ? toValueText(key, raw)
    : formatValue(kind, raw)
}

export function toKeyOfRow(state: ExplorerState, row: object): string {
  if (state.isGrouped) {
    return toGroupKeys(state)
      .map((key) => String(readGroupValue(row, key)))
      .join('\n')
  }
  return state.list === 'sessions'
    ? toRowKey(row as SessionSummary)
    : `${toRowKey(row as FoundEvent)}/${(row as FoundEvent).event_id}`
}

/** Address that a row opens: a log, a session, the session at its event, or the single events of a group. */
export function toRowPath(state: ExplorerState, row: object, fields: FieldIndex): string {
  if (state.isGrouped) {
    const env = { fields }
    const single = nextExplorer(state, { kind: 'group', isGrouped: false }, env).state
    const narrowed = toGroupKeys(state).reduce((next, key) => {
      const field = { key, value: readGroupValue(row, key) }
      return nextExplorer(next, { kind: 'filter', field }, env).state
    }, single)
    return toExplorerUrl(narrowed)
  }
  if (state.list === 'logs') {
    return toLogPath(row as FoundEvent) // a server's log has no session
  }
  const path = toSessionPath(row as SessionSummary)
  return state.list === 'sessions'
    ? path
    : `${path}&event=${encodeURIComponent((row as FoundEvent).event_id)}`
}

/** Returns what the drawer opens of a row; `undefined` for a group, which opens its list. */
export function toSelectedRow(state: ExplorerState, row: object): SelectedRow | undefined {
  if (state.isGrouped) {
    return undefined
  }
  const { app_id: appId, session_id: sessionId } = row as SessionSummary
  if (state.list === 'sessions') {
    return { sessionId, appId, eventId: undefined, time: undefined }
  }
  const { event_id: eventId, time } = row as FoundEvent
  return { sessionId, appId, eventId, time: state.list === 'logs' ? time : undefined }
}

/** Key of the row in the drawer. */
export function toSelectedKey({ list, selected }: ExplorerState): string | undefined {
  const key = selected && toRowKey({ app_id: selected.appId, session_id: selected.sessionId })
  return list === 'sessions' ? key : key && `${key}/${selected?.eventId ?? ''}`
}

const GROUP_KEYS: Partial<Record<ExplorerState['list'], readonly string[]>> = {
  views: ['view_path_group'],
  actions: ['action_name', 'action_type'],
  errors: ['fingerprint'],
  resources: ['resource_url_host', 'resource_url_path_group'],
  longTasks: ['view_path_group'],
}

function toGroupKeys({ list }: ExplorerState): readonly string[] {
  return GROUP_KEYS[list] ?? []
}

/** Text of the number of rows. */
export function toCountText(state: ExplorerState, count: number): string {
  return t(`list.count.${state.list}`, { count })
}
