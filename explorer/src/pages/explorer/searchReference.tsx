import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { t } from '../../i18n/messages.ts'
import type { ListType } from '../../models/explorer/listType.ts'
import type { FieldIndex } from '../../models/fields/fieldIndex.ts'

interface Props {
  fields: FieldIndex
  list: ListType
  /** Adds a text to the search. */
  choose: (term: string) => void
}

const SYNTAX = [
  ['env:prod browser:Chrome', 'and'],
  ['env:(prod OR stage)', 'or'],
  ['-env:prod', 'not'],
  ['user:"Ada L."', 'quoted'],
  ['view_path:/cart*', 'star'],
  ['duration:>2s', 'compare'],
  ['time_spent:[1m TO 5m]', 'range'],
  ['has:userid', 'has'],
  ['@plan:pro', 'custom'],
  ['ada@example.com', 'text'],
] as const

/** Grammar by examples, and every field that the search knows. */
export function SearchReference({ fields, list, choose }: Props): JSX.Element {
  const [wanted, setWanted] = useState('')
  const text = wanted.trim().toLowerCase()
  const found = fields.all.filter(
    ({ key }) =>
      fields.appliesTo(list, key) &&
      (key.includes(text) || toFieldLabel(key).toLowerCase().includes(text)),
  )
  return (
    <div class="reference">
      <h2 class="section-title">{t('search.reference.syntax')}</h2>
      <dl class="syntax">
        {SYNTAX.map(([example, meaning]) => (
          <>
            <dt>
              <code>{example}</code>
            </dt>
            <dd class="faint">{t(`search.syntax.${meaning}`)}</dd>
          </>
        ))}
      </dl>
      <h2 class="section-title">{t('search.reference.fields')}</h2>
      <input
        type="search"
        value={wanted}
        placeholder={t('search.reference.find')}
        aria-label={t('search.reference.find')}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <div class="reference-list">
        {found.map(({ key, kind }) => (
          <button
            key={key}
            type="button"
            class="reference-row"
            onClick={() => choose(`has:${key}`)}
          >
            <code>{key}</code>
            <span class="faint">{`${toFieldLabel(key)} · ${t(`field.kind.${kind}`)}`}</span>
          </button>
        ))}
        {found.length === 0 && <p class="faint">{t('search.reference.none')}</p>}
      </div>
    </div>
  )
}
