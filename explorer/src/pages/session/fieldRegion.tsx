import type { JSX } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Value } from '../../components/value.tsx'
import { useValueActions } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatMoment, formatValue } from '../../i18n/format.ts'
import { formatProperty } from '../../i18n/formatProperty.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { EventType } from '../../models/eventTypes.ts'
import { toValueKind } from '../../models/fields/valueKind.ts'
import type { RawValue } from '../../models/search/filterValue.ts'
import type { FieldParts, ShownField } from '../../models/session/extendedFields.ts'
import { findFields } from '../../models/session/extendedFields.ts'

interface RegionProps {
  part: keyof FieldParts
  fields: readonly ShownField[]
  /** Type of the event that has the fields; absent for a session. */
  type?: EventType | undefined
}

/** A page may send thousands of custom keys: the search finds those beyond this number. */
const MOST_ROWS = 200
/** So few are read faster than searched. */
const FEW_ROWS = 8

/** One of the regions of fields, with a search over their names and values. Each value has its menu. */
export function FieldRegion({ part, fields, type }: RegionProps): JSX.Element {
  const [wanted, setWanted] = useState('')
  const titleId = useId()
  const toLabel = ({ key, name, isCustom }: ShownField) =>
    isCustom ? name : toFieldLabel(key, type)
  const found = findFields(fields, wanted, toLabel)
  const find = t(part === 'extended' ? 'session.findExtended' : 'session.findField')
  return (
    <section class="field-region" data-region={part} aria-labelledby={titleId}>
      <header class="region-bar">
        <h3 id={titleId}>
          {t(part === 'extended' ? 'session.extended' : 'session.propertyFields')}
        </h3>
        {fields.length > FEW_ROWS || part === 'extended' ? (
          <input
            type="search"
            class="properties-find"
            value={wanted}
            placeholder={find}
            aria-label={find}
            onInput={(input) => setWanted(input.currentTarget.value)}
          />
        ) : null}
      </header>
      <dl class="attributes">
        {found.slice(0, MOST_ROWS).map((field) => (
          <div key={field.key} class="attribute">
            <dt title={field.name}>{toLabel(field)}</dt>
            <FieldValues field={field} type={type} />
          </div>
        ))}
      </dl>
      {found.length > MOST_ROWS && (
        <p class="faint">{t('session.firstFields', { count: MOST_ROWS, all: found.length })}</p>
      )}
      {found.length === 0 && (
        <p class="faint">{t(fields.length === 0 ? 'session.noExtended' : 'session.noField')}</p>
      )}
    </section>
  )
}

interface FieldValuesProps {
  field: ShownField
  type: EventType | undefined
}

function FieldValues({ field, type }: FieldValuesProps): JSX.Element {
  const actions = useValueActions()
  const { key, isCustom, values, more } = field
  return (
    <dd>
      {values.map((raw) => (
        <Value key={String(raw)} field={key} raw={raw} actions={actions}>
          {isCustom ? formatProperty(raw) : toText(key, raw, type)}
        </Value>
      ))}
      {more > 0 && <span class="faint">{t('session.moreValues', { count: more })}</span>}
    </dd>
  )
}

function toText(key: string, raw: RawValue, type: EventType | undefined): string {
  if (type !== undefined) {
    return formatProperty(raw, { key, type })
  }
  const kind = toValueKind(key)
  return kind === 'time' ? formatMoment(Number(raw)) : String(formatValue(kind, raw))
}

/** Property fields and extended fields. */
export function FieldRegions({
  parts,
  type,
}: {
  parts: FieldParts
  type?: EventType | undefined
}): JSX.Element {
  return (
    <>
      <FieldRegion part="properties" fields={parts.properties} type={type} />
      <FieldRegion part="extended" fields={parts.extended} type={type} />
    </>
  )
}
