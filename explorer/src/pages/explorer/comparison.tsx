import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { FoundEvent } from '../../../../protocol/query.ts'
import { Icon } from '../../components/icon.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { t } from '../../i18n/partMessages.ts'
import { toPresetColumns } from '../../models/fields/columns.ts'
import { toProperties } from '../../models/fields/readValue.ts'
import { compareRows } from '../../models/rows/compareRows.ts'
import { readRowValue, toColumnKeys, toRowCell, toRowPath } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'

interface Props {
  explorer: Explorer
  rows: readonly object[]
}

/**
 * Rows side by side, a column for each. Fields in which they differ are marked, and shown alone at first; so is each
 * value that is not that of the first row.
 */
export function Comparison({ explorer, rows }: Props): JSX.Element {
  const { state } = explorer
  const [showsAll, setShowsAll] = useState(false)
  const actions = useValueActions()
  const fields = compareRows(rows, toKeys(explorer, rows), (row, key) =>
    readRowValue(state, row, key),
  )
  const differing = fields.filter(({ differs }) => differs)
  const title = toColumnKeys(state)[0] ?? ''
  return (
    <>
      <Segmented
        label={t('selection.fields')}
        chosen={showsAll ? 'all' : 'differing'}
        choices={[
          { value: 'differing', label: t('selection.differing', { count: differing.length }) },
          { value: 'all', label: t('selection.allFields', { count: fields.length }) },
        ]}
        choose={(chosen) => setShowsAll(chosen === 'all')}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus */}
      <section class="comparison" tabIndex={0} aria-label={t('selection.compare')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('selection.field')}</th>
              {rows.map((row) => (
                <th key={toRowPath(state, row, explorer.fields)} scope="col">
                  <Link href={toRowPath(state, row, explorer.fields)}>
                    {toCellText(explorer, row, title)}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(showsAll ? fields : differing).map(({ key, values, differs }) => (
              <tr key={key}>
                <th scope="row" title={key}>
                  {differs && (
                    <>
                      <Icon name="differs" />
                      <span class="visually-hidden">{t('selection.differs')} </span>
                    </>
                  )}
                  {toFieldLabel(key)}
                </th>
                {values.map((raw, index) => (
                  <td key={index} class={raw === values[0] ? undefined : 'differs'}>
                    <Value field={key} raw={raw} actions={actions}>
                      {toCellText(explorer, rows[index] ?? {}, key)}
                    </Value>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {differing.length === 0 && !showsAll && <p class="faint">{t('selection.same')}</p>}
    </>
  )
}

function toCellText({ state }: Explorer, row: object, key: string): JSX.Element | string {
  const cell = toRowCell(state, row, key)
  return 'field' in cell ? (cell.text ?? String(cell.raw ?? '')) : cell
}

/** Everything that a row of the list may have. */
function toKeys({ state, fields }: Explorer, rows: readonly object[]): string[] {
  const shown = toColumnKeys(state)
  if (state.isGrouped) {
    return [...shown, ...toPresetColumns(state)].filter((key) => key !== 'trend')
  }
  const others =
    state.list === 'sessions'
      ? fields.all.filter((field) => field.of_session).map(({ key }) => key)
      : rows.flatMap((row) => toProperties(row as FoundEvent, fields).map(({ key }) => key))
  return [...shown, ...others]
}
