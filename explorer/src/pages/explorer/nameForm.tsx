import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { t } from '../../i18n/partMessages.ts'

interface Props {
  label: string
  submitLabel: string
  name?: string
  /** Rejects with a text for the reader. */
  submit: (name: string) => Promise<void>
  /** Leaves the form without a change; absent where there is nothing to return to. */
  cancel?: () => void
}

/** Asks for a name. What went wrong is shown at the field. */
export function NameForm({ label, submitLabel, name = '', submit, cancel }: Props): JSX.Element {
  const [problem, setProblem] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (cancel) {
      input.current?.select() // a form that took the place of what the reader was at
    }
  }, [])
  const send = async (form: HTMLFormElement): Promise<void> => {
    const given = input.current?.value.trim() ?? ''
    try {
      setProblem(given === '' ? t('saved.nameMissing') : undefined)
      if (given !== '') {
        await submit(given)
        form.reset()
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send(event.currentTarget)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && cancel) {
          event.stopPropagation() // the popover around it stays
          event.preventDefault()
          cancel()
        }
      }}
    >
      <label class="field">
        {label}
        <input
          ref={input}
          name="name"
          defaultValue={name}
          maxLength={200}
          autocomplete="off"
          aria-invalid={problem !== undefined}
        />
        {problem && (
          <span class="field-problem" role="alert">
            {problem}
          </span>
        )}
      </label>
      <Button type="submit">{submitLabel}</Button>
      {cancel && (
        <Button look="quiet" onClick={cancel}>
          {t('common.cancel')}
        </Button>
      )}
    </form>
  )
}
