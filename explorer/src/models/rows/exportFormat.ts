/** Files that rows can be exported to. */
export const MEDIA_TYPES = {
  csv: 'text/csv;charset=utf-8',
  ndjson: 'application/x-ndjson;charset=utf-8',
} as const

export type ExportFormat = keyof typeof MEDIA_TYPES
