import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { toSearch } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { saveFile } from '../../components/saveFile.ts'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/messages.ts'
import type { ExportFormat } from '../../models/rows/exportFormat.ts'
import { MEDIA_TYPES } from '../../models/rows/exportFormat.ts'
import { toExportPath } from './listRequests.ts'
import type { Explorer } from './useExplorer.ts'

/** Downloads what the search finds, as a file. Shows how far it is, and can be cancelled. */
export function ExportMenu({ explorer }: { explorer: Explorer }): JSX.Element {
  const [count, setCount] = useState<number>()
  const running = useRef<AbortController>()
  const start = async (format: ExportFormat) => {
    const abort = new AbortController()
    running.current = abort
    setCount(0)
    try {
      const { path, params } = toExportPath(explorer)
      const url = `${path}${toSearch({ ...params, format })}`
      const { parts, rows } = await download(url, { abort: abort.signal, format, onRows: setCount })
      saveFile(parts, { name: `${explorer.state.list}.${format}`, type: MEDIA_TYPES[format] })
      announce(t('export.done', { count: rows }))
    } catch {
      if (!abort.signal.aborted) {
        announce(t('export.failed'))
      }
    } finally {
      setCount(undefined)
    }
  }
  if (count !== undefined) {
    return (
      <Button icon="close" onClick={() => running.current?.abort()} title={t('export.cancel')}>
        {t('export.running', { count })}
      </Button>
    )
  }
  return (
    <MenuButton
      label={t('export.label')}
      icon="download"
      text={t('export.label')}
      entries={[
        { id: 'csv', label: t('export.csv'), run: () => void start('csv') },
        { id: 'ndjson', label: t('export.ndjson'), run: () => void start('ndjson') },
      ]}
    />
  )
}

interface DownloadOptions {
  abort: AbortSignal
  format: ExportFormat
  onRows: (rows: number) => void
}

/** Reads an answer as it comes. Counts lines, which in CSV is more than rows if a text has line breaks. */
async function download(
  url: string,
  { abort, format, onRows }: DownloadOptions,
): Promise<{ parts: BlobPart[]; rows: number }> {
  const response = await fetch(url, { signal: abort })
  if (!response.ok || !response.body) {
    throw new Error(`the collector answered ${response.status}`)
  }
  const parts: BlobPart[] = []
  let lines = 0
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value as BlobPart)
    lines += countBreaks(part.value)
    onRows(toRows(lines, format))
  }
  return { parts, rows: toRows(lines, format) }
}

function toRows(lines: number, format: ExportFormat): number {
  return format === 'csv' ? Math.max(0, lines - 1) : lines
}

const LINE_FEED = 10

function countBreaks(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0)
}
