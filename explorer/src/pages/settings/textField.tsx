import type { JSX } from 'preact'
import { useId } from 'preact/hooks'

interface Props {
  /** Also finds the field that must be corrected first. */
  name: string
  label: string
  value: string
  change: (value: string) => void
  hint?: string | undefined
  problem?: string | undefined
  isNumber?: boolean
  isWide?: boolean
  isMono?: boolean
  /** More than 1 makes a field of several lines. */
  rows?: number
  placeholder?: string
  /** Suggestions while typing. */
  choices?: readonly string[]
}

/** Field with its hint below it, or with what must be corrected. */
export function TextField(props: Props): JSX.Element {
  const { name, label, value, change, hint, problem, rows = 1, choices } = props
  const id = useId()
  const note = problem ?? hint
  const shared = {
    id,
    name,
    value,
    placeholder: props.placeholder,
    class: props.isMono ? 'mono' : undefined,
    autocomplete: 'off',
    spellcheck: false,
    'aria-invalid': problem !== undefined,
    'aria-describedby': note === undefined ? undefined : `${id}-note`,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      change(currentTarget.value),
  } as const
  return (
    <div class={`field${props.isWide ? ' wide' : ''}`}>
      <label for={id}>{label}</label>
      {rows > 1 ? (
        <textarea {...shared} rows={rows} />
      ) : (
        <input
          {...shared}
          inputMode={props.isNumber ? 'decimal' : undefined}
          list={choices && `${id}-choices`}
          maxLength={2048}
        />
      )}
      {choices && (
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {note !== undefined && (
        <span id={`${id}-note`} class={problem === undefined ? undefined : 'field-problem'}>
          {note}
        </span>
      )}
    </div>
  )
}
