import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { FacetValue } from '../../../../protocol/analytics.ts'
import { Button } from '../../components/button.tsx'
import { findFields } from '../../components/columnsMenu.tsx'
import type { FacetProps } from '../../components/facet.tsx'
import { Facet } from '../../components/facet.tsx'
import { Popover } from '../../components/popover.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { RangeFacet } from '../../components/rangeFacet.tsx'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatValue } from '../../i18n/format.ts'
import { t } from '../../i18n/messages.ts'
import { toValueText } from '../../i18n/valueText.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { moveKey } from '../../models/fields/columns.ts'
import type { FacetRow, NumberRange } from '../../models/fields/facets.ts'
import {
  addFacet,
  chooseOnly,
  readNumberRange,
  setNumberRange,
  toFacetChoices,
  toFacetRows,
  toggleExcluded,
  toggleIncluded,
  toPresetFacets,
  toRest,
} from '../../models/fields/facets.ts'
import { parseQuantity, printQuantity } from '../../models/fields/quantity.ts'
import { isRangeKind, toValueKind } from '../../models/fields/valueKind.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchDistribution, fetchFacets } from './listRequests.ts'
import type { Explorer } from './useExplorer.ts'

interface Props {
  explorer: Explorer
  questionKey: string | undefined
  total: number
}

const VALUES = 30

/** Chosen fields with their most frequent values. */
export function FacetsPanel({ explorer, questionKey, total }: Props): JSX.Element {
  const { state, window, fields, step } = explorer
  const keys = state.facets ?? toPresetFacets(state.list)
  const isRange = (key: string): boolean => isRangeKind(toValueKind(key))
  const counted = keys.filter((key) => !isRange(key))
  const asked = useQuery(
    questionKey && counted.length > 0 ? `facets ${counted} ${questionKey}` : undefined,
    (abort) => fetchFacets({ state, window }, { keys: counted, limit: VALUES }, abort),
  )
  const context = { list: state.list, fields }
  const choose = (edit: typeof chooseOnly, key: string, value: string) =>
    step({ kind: 'search', query: edit(state.query, { key, value }, context) })
  const change = (facets: readonly string[] | undefined) => step({ kind: 'setFacets', facets })
  return (
    <>
      <div class="facets-bar">
        <h2 class="visually-hidden">{t('facets.label')}</h2>
        <AddFacet explorer={explorer} keys={keys} add={(key) => change(addFacet(keys, key))} />
        {state.facets && (
          <Button look="quiet" onClick={() => change(undefined)}>
            {t('columns.reset')}
          </Button>
        )}
      </div>
      <ProblemBox load={asked} isCompact />
      {keys.map((key, index) => {
        const position = {
          field: key,
          label: toFieldLabel(key, toEventType(state.list)),
          isFirst: index === 0,
          isLast: index === keys.length - 1,
          remove: () => change(keys.filter((other) => other !== key)),
          move: (by: -1 | 1) => change(moveKey(keys, key, by)),
        }
        return isRange(key) ? (
          <DistributionFacet
            key={key}
            {...position}
            explorer={explorer}
            questionKey={questionKey}
          />
        ) : (
          <Facet
            key={key}
            {...position}
            rows={toRows(asked.data?.get(key), { key, total, query: state.query })}
            formatCount={formatCount}
            formatValue={(value) => toValueText(key, value)}
            rest={toRest({ key, values: [...(asked.data?.get(key) ?? [])] }, total)}
            toggleOnly={(value) => choose(chooseOnly, key, value)}
            toggleIncluded={(value) => choose(toggleIncluded, key, value)}
            toggleExcluded={(value) => choose(toggleExcluded, key, value)}
          />
        )
      })}
    </>
  )
}

type DistributionFacetProps = Pick<Props, 'explorer' | 'questionKey'> &
  Pick<FacetProps, 'field' | 'label' | 'isFirst' | 'isLast' | 'remove' | 'move'>

/** Number field: how its values spread, and the range that the search sets. */
function DistributionFacet(props: DistributionFacetProps): JSX.Element {
  const { explorer, questionKey, ...position } = props
  const { state, window, step } = explorer
  const { field } = position
  const kind = toValueKind(field)
  const asked = useQuery(questionKey && `distribution ${field} ${questionKey}`, (abort) =>
    fetchDistribution({ state, window }, field, abort),
  )
  const change = (range: NumberRange): void => {
    const print = (value: number): string => printQuantity(value, kind)
    step({ kind: 'search', query: setNumberRange(state.query, field, range, print) })
  }
  return (
    <>
      <RangeFacet
        {...position}
        kind={kind}
        range={readNumberRange(state.query, field, (text) => parseQuantity(text, kind))}
        bars={asked.data?.bars}
        formatValue={(value) => String(formatValue(kind, value))}
        formatCount={formatCount}
        change={change}
      />
      <ProblemBox load={asked} isCompact />
    </>
  )
}

function toRows(
  values: readonly FacetValue[] | undefined,
  facet: { key: string; total: number; query: string },
): readonly FacetRow[] | undefined {
  const { key, total, query } = facet
  return values && toFacetRows({ key, values: [...values] }, total, query)
}

interface AddFacetProps {
  explorer: Explorer
  keys: readonly string[]
  add: (key: string) => void
}

function AddFacet({ explorer, keys, add }: AddFacetProps): JSX.Element {
  const { state, fields } = explorer
  const choices = toFacetChoices(state.list, fields).filter((key) => !keys.includes(key))
  return (
    <Popover label={t('facets.add')} icon="add" look="quiet" placement="bottom-start">
      {(close) => (
        <FieldChoice
          fields={choices}
          toLabel={(key) => toFieldLabel(key, toEventType(state.list))}
          choose={(key) => {
            close()
            add(key)
          }}
        />
      )}
    </Popover>
  )
}

interface FieldChoiceProps {
  fields: readonly string[]
  toLabel: (key: string) => string
  choose: (key: string) => void
}

function FieldChoice({ fields, toLabel, choose }: FieldChoiceProps): JSX.Element {
  const [wanted, setWanted] = useState('')
  return (
    <div class="column-list">
      <input
        type="search"
        value={wanted}
        placeholder={t('columns.find')}
        aria-label={t('columns.find')}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <ul class="scroll-list">
        {findFields(fields, wanted, toLabel).map((key) => (
          <li key={key} class="reference-list">
            <button type="button" class="reference-row" onClick={() => choose(key)}>
              <span>{toLabel(key)}</span>
              <code class="faint">{key}</code>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
