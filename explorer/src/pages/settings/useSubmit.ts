import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Sending } from './useSending.ts'
import { useSending } from './useSending.ts'

export interface Submit<Problems extends object> extends Pick<Sending, 'isBusy' | 'problem'> {
  /** Problems to show: none before the first try. */
  shown: Partial<Problems>
  /** A person changes the form: what became of the last try no longer matters. */
  reset: () => void
  onSubmit: (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => void
}

/**
 * Sends a form that has no problems; else shows them, and moves the focus to the first.
 *
 * @param problems - by the names of the fields that must be corrected
 */
export function useSubmit<Problems extends object>(
  problems: Problems,
  send: () => Promise<unknown>,
): Submit<Problems> {
  const [isTried, setTried] = useState(false)
  const { isBusy, problem, reset, run } = useSending()
  async function submit(form: HTMLFormElement): Promise<void> {
    setTried(true)
    if (!focusProblem(form, problems) && (await run(send))) {
      setTried(false)
    }
  }
  return {
    isBusy,
    problem,
    reset,
    shown: isTried ? problems : {},
    onSubmit(event) {
      event.preventDefault()
      void submit(event.currentTarget)
    },
  }
}

/** Moves the focus to the first field that must be corrected. @returns whether there is one */
function focusProblem(form: HTMLElement, problems: object): boolean {
  const [first] = Object.keys(problems)
  if (first === undefined) {
    return false
  }
  form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
  return true
}
