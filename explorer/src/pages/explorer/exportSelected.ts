import type { FoundEvent } from '../../../../protocol/query.ts'
import { getJson } from '../../api/request.ts'
import { saveFile } from '../../components/saveFile.ts'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import { toCsvLine } from '../../models/rows/csv.ts'
import type { ExportFormat } from '../../models/rows/exportFormat.ts'
import { MEDIA_TYPES } from '../../models/rows/exportFormat.ts'
import { askOnce } from '../../queries/queryCache.ts'
import { readRowValue, toColumnKeys } from './tableColumns.tsx'

/** Requests at a time: the collector answers a person's questions in turns. */
const AT_ONCE = 6

/** Saves the chosen rows: as CSV the columns of the table, as NDJSON whole rows. */
export async function exportSelected(
  state: ExplorerState,
  rows: readonly object[],
  format: ExportFormat,
): Promise<void> {
  const whole = await readWhole(rows)
  const keys = toColumnKeys(state)
  const lines =
    format === 'csv'
      ? [[...keys], ...whole.map((row) => keys.map((key) => readRowValue(state, row, key)))].map(
          toCsvLine,
        )
      : whole.map((row) => `${JSON.stringify(row)}\n`)
  saveFile(lines, { name: `${state.list}-selected.${format}`, type: MEDIA_TYPES[format] })
}

/** Lists have long texts shortened; a file has them whole. */
async function readWhole(rows: readonly object[]): Promise<object[]> {
  const { signal } = new AbortController()
  const whole: object[] = []
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE).map((row) => {
      const { whole: id } = row as Partial<FoundEvent>
      const path = `/api/events/${encodeURIComponent(id ?? '')}`
      return id === undefined
        ? row
        : askOnce<FoundEvent>(path, (abort) => getJson(path, { params: {}, abort }), signal)
    })
    whole.push(...(await Promise.all(some)))
  }
  return whole
}
