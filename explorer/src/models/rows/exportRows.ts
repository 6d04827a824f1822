import type { RawValue } from '../search/filterValue.ts'
import { toCsvLine } from './csv.ts'

export type ExportFormat = 'csv' | 'ndjson'

/** More rows are a matter for the collector's own export, which streams. */
export const EXPORT_LIMIT = 100_000

export interface ExportPage<Row> {
  rows: readonly Row[]
  nextCursor: string | undefined
}

export interface ExportRequest<Row> {
  format: ExportFormat
  /** Columns of a CSV file. NDJSON has whole rows. */
  columns: readonly string[]
  readValue(row: Row, key: string): RawValue
  readPage(request: { cursor: string | undefined; abort: AbortSignal }): Promise<ExportPage<Row>>
  abort: AbortSignal
  limit?: number
  /** Rows so far. */
  onProgress(rows: number): void
}

export interface ExportedFile {
  /** Parts of the file, for a `Blob`. */
  parts: readonly string[]
  rows: number
  /** True if the search has more rows than the limit. */
  isCut: boolean
}

/** Reads page after page and formats the rows. Rejects with the abort error once `abort` has fired. */
export async function exportRows<Row>({
  format,
  columns,
  readValue,
  readPage,
  abort,
  limit = EXPORT_LIMIT,
  onProgress,
}: ExportRequest<Row>): Promise<ExportedFile> {
  const toLine =
    format === 'csv'
      ? (row: Row): string => toCsvLine(columns.map((key) => readValue(row, key)))
      : (row: Row): string => `${JSON.stringify(row)}\n`
  const parts: string[] = format === 'csv' ? [toCsvLine(columns)] : []
  let rows = 0
  let cursor: string | undefined
  do {
    abort.throwIfAborted()
    const page = await readPage({ cursor, abort })
    abort.throwIfAborted() // a page that was on its way when the person cancelled
    const taken = page.rows.slice(0, limit - rows)
    parts.push(taken.map(toLine).join(''))
    rows += taken.length
    onProgress(rows)
    cursor = page.nextCursor
    if (taken.length < page.rows.length) {
      return { parts, rows, isCut: true }
    }
  } while (cursor !== undefined && rows < limit)
  return { parts, rows, isCut: cursor !== undefined }
}

/** Returns the file to save. A byte order mark tells a spreadsheet that the text is UTF-8, and not the code page of its country. */
export function toBlob({ parts }: ExportedFile, format: ExportFormat): Blob {
  return new Blob(format === 'csv' ? ['\uFEFF', ...parts] : [...parts], {
    type: MEDIA_TYPES[format],
  })
}

/** Returns a name such as `errors-2026-11-20T09-05.csv`, without characters that a file system refuses. */
export function toFileName(list: string, format: ExportFormat, now: number): string {
  return `${list}-${new Date(now).toISOString().slice(0, 16).replace(':', '-')}.${format}`
}

export const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  ndjson: 'application/x-ndjson;charset=utf-8',
}
