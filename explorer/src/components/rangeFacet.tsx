import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../i18n/messages.ts'
import type { NumberRange } from '../models/fields/facets.ts'
import { parseQuantity, printQuantity } from '../models/fields/quantity.ts'
import type { ValueKind } from '../models/fields/valueKind.ts'
import { Button, IconButton } from './button.tsx'
import type { DistributionBar } from './distribution.tsx'
import { Distribution } from './distribution.tsx'
import type { FacetProps } from './facet.tsx'
import { FacetMenu } from './facet.tsx'

type Props = Pick<FacetProps, 'field' | 'label' | 'isFirst' | 'isLast' | 'remove' | 'move'> & {
  kind: ValueKind
  /** Range that the search sets; `undefined` for none. */
  range: NumberRange | undefined
  /** How the values spread without that range; `undefined` until they are known. */
  bars: readonly DistributionBar[] | undefined
  formatValue: (value: number) => string
  formatCount: (count: number) => string
  /** Sets another range; without ends, removes it. */
  change: (range: NumberRange) => void
}

/** Range of a number field: drag over the distribution, or type the ends. Durations may be written with their unit. */
export function RangeFacet(props: Props): JSX.Element {
  const { field, label, kind, range, bars, change } = props
  // A part of a count is none, so `1 to 3` is said as people do, with both ends.
  const isWhole = kind === 'count'
  return (
    <section class="facet" aria-label={label}>
      <header class="facet-bar">
        <span class="facet-name" title={field}>
          {label}
        </span>
        {range && (
          <IconButton
            icon="close"
            label={t('facets.clear', { field: label })}
            onClick={() => change({})}
          />
        )}
        <FacetMenu {...props} />
      </header>
      {bars === undefined ? (
        <div class="distribution-bars skeleton" aria-hidden="true" />
      ) : bars.length === 0 ? (
        <p class="facet-none faint">{t('facets.none')}</p>
      ) : (
        <Distribution
          label={label}
          bars={bars}
          isChosen={(bar) => range === undefined || isInside(bar, range)}
          formatSpan={(from, to) => toSpanText(props, from, isWhole ? to - 1 : to)}
          formatCount={props.formatCount}
          choose={(low, to) =>
            change(isWhole ? { low, high: to - 1 } : { low, high: to, isHighOut: true })
          }
        />
      )}
      <RangeForm key={JSON.stringify(range)} kind={kind} range={range} change={change} />
    </section>
  )
}

function toSpanText({ formatValue }: Props, from: number, to: number): string {
  const [low, high] = [formatValue(from), formatValue(to)]
  return low === high ? low : `${low} – ${high}`
}

function isInside({ from, to }: DistributionBar, { low, high, isHighOut }: NumberRange): boolean {
  const isBelow = high === undefined || (isHighOut ? from < high : from <= high)
  return isBelow && (low === undefined || to > low)
}

function RangeForm({ kind, range, change }: Pick<Props, 'kind' | 'range' | 'change'>): JSX.Element {
  const print = (value: number | undefined): string =>
    value === undefined ? '' : printQuantity(value, kind)
  const shown = [print(range?.low), print(range?.high)] as const
  const [low, setLow] = useState(shown[0])
  const [high, setHigh] = useState(shown[1])
  const isRight = (text: string): boolean =>
    text.trim() === '' || parseQuantity(text, kind) !== undefined
  const hint = kind === 'duration' ? '2s' : kind === 'bytes' ? '10kb' : '0'
  return (
    <form
      class="facet-range"
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight(low) && isRight(high)) {
          change({ low: parseQuantity(low, kind), high: parseQuantity(high, kind) })
        }
      }}
    >
      <label class="field">
        {t('facets.min')}
        <input
          value={low}
          placeholder={hint}
          aria-invalid={!isRight(low)}
          onInput={(event) => setLow(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {t(range?.isHighOut ? 'facets.below' : 'facets.max')}
        <input
          value={high}
          placeholder="*"
          aria-invalid={!isRight(high)}
          onInput={(event) => setHigh(event.currentTarget.value)}
        />
      </label>
      <Button type="submit">{t('facets.apply')}</Button>
    </form>
  )
}
