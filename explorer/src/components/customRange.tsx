import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { toLocalInput } from '../format/time.ts'
import type { TimeRange, TimeWindow } from '../models/timeRange.ts'
import { findWindowProblem, toWindow } from '../models/timeRange.ts'

interface Props {
  /** Initial values of the fields, so that the user can adjust a preset. */
  range: TimeRange
  choose: (window: TimeWindow) => void
}

export function CustomRange({ range, choose }: Props): JSX.Element {
  const [problem, setProblem] = useState<string>()
  const { from, to } = toWindow(range, Date.now())
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const window = { from: readTime(form, 'from'), to: readTime(form, 'to') }
    const found = findWindowProblem(window)
    setProblem(found)
    if (!found) {
      choose(window)
    }
  }
  return (
    <form class="custom-range" onSubmit={submit} key={JSON.stringify(range)}>
      <label>
        From
        <input type="datetime-local" name="from" step="1" defaultValue={toLocalInput(from)} />
      </label>
      <label>
        To
        <input type="datetime-local" name="to" step="1" defaultValue={toLocalInput(to)} />
      </label>
      <button type="submit" class="button">
        Apply
      </button>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}

/** Parses the field's value. `Date.parse` reads text without a zone as local time, as the field means it. */
function readTime(form: FormData, name: string): number {
  const text = form.get(name)
  return typeof text === 'string' && text ? Date.parse(text) : Number.NaN
}
