import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import type { ValueKind } from '../models/fields/valueKind.ts'
import { Button } from './button.tsx'
import type { FacetProps } from './facet.tsx'
import { FacetMenu } from './facet.tsx'

type Props = Pick<FacetProps, 'field' | 'label' | 'isFirst' | 'isLast' | 'remove' | 'move'> & {
  kind: ValueKind
  /** Adds a term to the search. */
  apply: (term: string) => void
}

/** Two ends of a number. Durations may be written with their unit. */
export function RangeFacet(props: Props): JSX.Element {
  const { field, label, kind, apply } = props
  const [low, setLow] = useState('')
  const [high, setHigh] = useState('')
  const hint = kind === 'duration' ? '2s' : kind === 'bytes' ? '10kb' : '0'
  const isNumber = (text: string): boolean => /^\d+(\.\d+)?[a-zµ]*$/i.test(text.trim())
  const isFilled = [low, high].some((text) => text !== '')
  const isRight = [low, high].every((text) => text === '' || isNumber(text))
  return (
    <section class="facet" aria-label={label}>
      <header class="facet-bar">
        <span class="facet-name" title={field}>
          {label}
        </span>
        <FacetMenu {...props} />
      </header>
      <form
        class="facet-range"
        onSubmit={(event) => {
          event.preventDefault()
          if (isFilled && isRight) {
            apply(`${field}:[${low.trim() || '*'} TO ${high.trim() || '*'}]`)
            setLow('')
            setHigh('')
          }
        }}
      >
        <label class="field">
          {t('facets.min')}
          <input
            value={low}
            placeholder={hint}
            inputMode={kind === 'count' ? 'numeric' : 'text'}
            aria-invalid={low !== '' && !isNumber(low)}
            onInput={(event) => setLow(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          {t('facets.max')}
          <input
            value={high}
            placeholder="*"
            aria-invalid={high !== '' && !isNumber(high)}
            onInput={(event) => setHigh(event.currentTarget.value)}
          />
        </label>
        <Button type="submit">{t('facets.apply')}</Button>
      </form>
    </section>
  )
}
