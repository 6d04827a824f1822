import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useState } from 'preact/hooks'
import { Button, IconButton } from '../../components/button.tsx'
import { writeClipboard } from '../../components/clipboard.ts'
import { Dialog } from '../../components/dialog.tsx'
import { lazyPart } from '../../components/lazyPart.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/partMessages.ts'
import { isComparable } from '../../models/rows/compareRows.ts'
import type { ExportFormat } from '../../models/rows/exportFormat.ts'
import type { ChosenRows } from './selection.tsx'
import { toKeyOfRow, toRowPath } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'

const Comparison = lazyPart(async () => (await import('./comparison.tsx')).Comparison)

export interface SelectionBarProps extends ChosenRows {
  explorer: Explorer
  rows: readonly object[]
}

/** Actions for the chosen rows, in a bar above the end of the table, which scrolls below it. */
export function SelectionBar({
  explorer,
  rows,
  selection,
  select,
}: SelectionBarProps): JSX.Element {
  const [isComparing, setComparing] = useState(false)
  const count = selection.keys.size
  const chosen = rows.filter((row) => selection.keys.has(toKeyOfRow(explorer.state, row)))
  return (
    <section class="selection-bar" aria-label={t('selection.label')}>
      <p class="selection-count" role="status">
        {t('selection.count', { count })}
      </p>
      <Button
        icon="columns"
        isBusy={!isComparable(count)}
        title={t('selection.compare.hint')}
        onClick={() => setComparing(true)}
      >
        {t('selection.compare')}
      </Button>
      <Button icon="copy" onClick={() => copyLinks(explorer, chosen)}>
        {t('selection.copyLinks')}
      </Button>
      <MenuButton
        label={t('selection.export')}
        icon="download"
        text={t('export.label')}
        entries={(['csv', 'ndjson'] as const).map((format) => ({
          id: format,
          label: t(`export.${format}`),
          run: () => void save(explorer, chosen, format),
        }))}
      />
      <IconButton
        icon="close"
        label={t('selection.clear')}
        onClick={() => select({ kind: 'clear' })}
      />
      <Dialog
        title={t('selection.compare.title', { count })}
        place="wide"
        isOpen={isComparing}
        close={() => setComparing(false)}
      >
        <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
          <Comparison explorer={explorer} rows={chosen} />
        </Suspense>
      </Dialog>
    </section>
  )
}

function copyLinks({ state, fields }: Explorer, rows: readonly object[]): void {
  const links = rows.map((row) => `${location.origin}${toRowPath(state, row, fields)}`)
  writeClipboard(links.join('\n')).then(
    () => announce(t('selection.linksCopied', { count: links.length })),
    () => announce(t('value.copyFailed')),
  )
}

async function save(
  { state }: Explorer,
  rows: readonly object[],
  format: ExportFormat,
): Promise<void> {
  try {
    const { exportSelected } = await import('./exportSelected.ts')
    await exportSelected(state, rows, format)
    announce(t('export.done', { count: rows.length }))
  } catch {
    announce(t('export.failed'))
  }
}
