import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import type { FacetRow } from '../models/fields/facets.ts'
import { Icon } from './icon.tsx'
import { MenuButton } from './menu.tsx'

export interface FacetProps {
  field: string
  label: string
  /** Values; `undefined` while they are loaded for the first time. */
  rows: readonly FacetRow[] | undefined
  formatCount: (count: number) => string
  formatValue: (value: string) => string
  /** Number of rows without a value, or with one that is not listed. */
  rest: number
  toggleOnly: (value: string) => void
  /** Adds a value to the chosen ones, or takes it away. */
  toggleIncluded: (value: string) => void
  toggleExcluded: (value: string) => void
  isFirst: boolean
  isLast: boolean
  remove: () => void
  move: (by: -1 | 1) => void
}

const SHOWN = 6

/** Values of one field with their counts: choose one alone or several, or leave some out. */
export function Facet(props: FacetProps): JSX.Element {
  const { field, label, rows } = props
  const [isOpen, setOpen] = useState(true)
  return (
    <section class="facet" aria-label={label}>
      <header class="facet-bar">
        <button
          type="button"
          class="facet-name"
          aria-expanded={isOpen}
          title={field}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'down' : 'forward'} />
          {label}
        </button>
        <FacetMenu {...props} />
      </header>
      {isOpen && (rows === undefined ? <FacetSkeleton /> : <FacetValues {...props} rows={rows} />)}
    </section>
  )
}

export function FacetMenu({
  label,
  isFirst,
  isLast,
  move,
  remove,
}: Pick<FacetProps, 'label' | 'isFirst' | 'isLast' | 'move' | 'remove'>): JSX.Element {
  return (
    <MenuButton
      label={t('facets.menu', { field: label })}
      icon="more"
      look="quiet"
      entries={[
        ...(isFirst
          ? []
          : [
              {
                id: 'up',
                icon: 'up' as const,
                label: t('facets.up', { field: label }),
                run: () => move(-1),
              },
            ]),
        ...(isLast
          ? []
          : [
              {
                id: 'down',
                icon: 'down' as const,
                label: t('facets.down', { field: label }),
                run: () => move(1),
              },
            ]),
        { id: 'remove', icon: 'close', label: t('facets.remove', { field: label }), run: remove },
      ]}
    />
  )
}

function FacetValues(props: FacetProps & { rows: readonly FacetRow[] }): JSX.Element {
  const { rows, label } = props
  const [wanted, setWanted] = useState('')
  const [showsAll, setShowsAll] = useState(false)
  const text = wanted.trim().toLowerCase()
  const shown = showsAll
    ? rows.filter(({ value }) => props.formatValue(value).toLowerCase().includes(text))
    : rows.slice(0, SHOWN)
  if (rows.length === 0) {
    return <p class="facet-none faint">{t('facets.none')}</p>
  }
  return (
    <>
      {showsAll && (
        <input
          type="search"
          class="facet-find"
          value={wanted}
          placeholder={t('facets.find')}
          aria-label={`${t('facets.find')}: ${label}`}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ul class="facet-values">
        {shown.map((row) => (
          <FacetValueRow key={row.value} {...props} row={row} />
        ))}
      </ul>
      {props.rest > 0 && (rows.length <= SHOWN || showsAll) && (
        <p class="facet-rest faint">
          <span>{t('facets.rest')}</span>
          <span class="facet-count">{props.formatCount(props.rest)}</span>
        </p>
      )}
      {rows.length > SHOWN && !showsAll && (
        <button type="button" class="facet-more" onClick={() => setShowsAll(true)}>
          {t('facets.more')}
        </button>
      )}
    </>
  )
}

function FacetValueRow(props: FacetProps & { row: FacetRow }): JSX.Element {
  const { value, count, share, state } = props.row
  const text = value === '' ? t('value.empty') : props.formatValue(value)
  return (
    <li class={`facet-row ${state}`} style={{ '--part': `${share * 100}%` }}>
      <input
        type="checkbox"
        class="facet-check"
        checked={state === 'included'}
        aria-label={t('facets.include', { value: text })}
        title={t('facets.include', { value: text })}
        onChange={() => props.toggleIncluded(value)}
      />
      <button
        type="button"
        class="facet-value"
        aria-pressed={state === 'included'}
        title={t('facets.only', { value: text })}
        onClick={() => props.toggleOnly(value)}
      >
        <span class={value === '' ? 'facet-text faint' : 'facet-text'}>{text}</span>
        <span class="facet-count">{props.formatCount(count)}</span>
      </button>
      <button
        type="button"
        class="facet-exclude"
        aria-pressed={state === 'excluded'}
        aria-label={t('facets.exclude', { value: text })}
        title={t('facets.exclude', { value: text })}
        onClick={() => props.toggleExcluded(value)}
      >
        <Icon name="exclude" />
      </button>
    </li>
  )
}

function FacetSkeleton(): JSX.Element {
  return (
    <ul class="facet-values" aria-hidden="true">
      {[70, 45, 30].map((width) => (
        <li key={width} class="skeleton" style={{ width: `${width}%` }} />
      ))}
    </ul>
  )
}
