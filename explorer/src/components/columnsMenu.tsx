import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import { moveKey } from '../models/fields/columns.ts'
import { Button, IconButton } from './button.tsx'
import { Popover } from './popover.tsx'

interface Props {
  columns: readonly string[]
  /** Every field that may become a column. */
  fields: readonly string[]
  toLabel: (key: string) => string
  change: (columns: readonly string[]) => void
  reset: () => void
}

/** Chooses the columns and their order. */
export function ColumnsMenu(props: Props): JSX.Element {
  return (
    <Popover label={t('columns.label')} icon="columns">
      {() => <ColumnList {...props} />}
    </Popover>
  )
}

function ColumnList({ columns, fields, toLabel, change, reset }: Props): JSX.Element {
  const [wanted, setWanted] = useState('')
  const hidden = findFields(
    fields.filter((key) => !columns.includes(key)),
    wanted,
    toLabel,
  )
  return (
    <div class="column-list">
      <div class="page-bar">
        <h2 class="section-title">{t('columns.shown')}</h2>
        <Button look="quiet" onClick={reset}>
          {t('columns.reset')}
        </Button>
      </div>
      <ul class="scroll-list">
        {columns.map((key) => (
          <ShownColumn
            key={key}
            field={key}
            label={toLabel(key)}
            columns={columns}
            change={change}
          />
        ))}
      </ul>
      <h2 class="section-title">{t('columns.more')}</h2>
      <input
        type="search"
        value={wanted}
        placeholder={t('columns.find')}
        aria-label={t('columns.find')}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <ul class="scroll-list">
        {hidden.map((key) => (
          <li key={key} class="column-row">
            <span class="column-name" title={key}>
              {toLabel(key)}
            </span>
            <IconButton
              icon="add"
              label={t('columns.add', { field: toLabel(key) })}
              onClick={() => change([...columns, key])}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface ShownColumnProps {
  field: string
  columns: readonly string[]
  label: string
  change: (columns: readonly string[]) => void
}

function ShownColumn({ field, columns, label, change }: ShownColumnProps): JSX.Element {
  const move = (by: -1 | 1) => change(moveKey(columns, field, by))
  return (
    <li class="column-row">
      <span class="column-name" title={field}>
        {label}
      </span>
      <IconButton icon="up" label={t('columns.up', { field: label })} onClick={() => move(-1)} />
      <IconButton icon="down" label={t('columns.down', { field: label })} onClick={() => move(1)} />
      {columns.length > 1 && (
        <IconButton
          icon="close"
          label={t('columns.remove', { field: label })}
          onClick={() => change(columns.filter((key) => key !== field))}
        />
      )}
    </li>
  )
}

/** Fields whose key or label contains a text. */
export function findFields(
  fields: readonly string[],
  text: string,
  toLabel: (key: string) => string,
): string[] {
  const wanted = text.trim().toLowerCase()
  return fields.filter(
    (key) => key.toLowerCase().includes(wanted) || toLabel(key).toLowerCase().includes(wanted),
  )
}
