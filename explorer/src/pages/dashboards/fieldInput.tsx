import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import type { ListType } from '../../models/explorer/listType.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { FIELD_INDEX } from '../../models/fields/fieldIndex.ts'

interface Props {
  label: string
  name?: string
  value: string
  /** List whose rows have the field; any by default. */
  list?: ListType
  isRequired?: boolean
  change?: (key: string) => void
}

/** Name of a field, with the known ones to choose from; a custom attribute is written `@name`. */
export function FieldInput({
  label,
  name,
  value,
  list,
  isRequired = true,
  change,
}: Props): JSX.Element {
  const id = useId()
  const fields = FIELD_INDEX.all.filter(
    ({ key, kind, of_session: isOfSession }) =>
      ['text', 'code', 'flag'].includes(kind) &&
      (list === undefined ||
        (list === 'sessions' ? isOfSession : FIELD_INDEX.appliesTo(list, key))),
  )
  return (
    <label class="field">
      {label}
      <input
        name={name}
        list={id}
        defaultValue={value}
        required={isRequired}
        autocomplete="off"
        spellcheck={false}
        onChange={(event) => change?.(event.currentTarget.value.trim())}
      />
      <datalist id={id}>
        {fields
          .toSorted((one, other) => Number(other.is_facet) - Number(one.is_facet))
          .map(({ key }) => (
            <option key={key} value={key} label={toFieldLabel(key, list && toEventType(list))} />
          ))}
      </datalist>
    </label>
  )
}
