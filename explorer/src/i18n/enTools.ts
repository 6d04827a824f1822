/** Texts of what can be done with rows and screens: saved views, export, selection. */
export const enTools = {
  'saved.label': 'Saved views',

  'selection.all': 'Select all loaded rows',
  'selection.row': 'Select row {row}',

  'export.label': 'Export',
  'export.csv': 'CSV for spreadsheets',
  'export.ndjson': 'NDJSON, one object a line',
  'export.running': 'Exporting: {count} rows',
  'export.done': { one: '{count} row exported', other: '{count} rows exported' },
  'export.failed': 'The export failed.',
  'export.cancel': 'Cancel the export',
} as const
