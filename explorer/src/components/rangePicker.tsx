import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { TimeRange } from '../models/timeRange.ts'
import { PRESETS } from '../models/timeRange.ts'
import { CustomRange } from './customRange.tsx'

interface Props {
  range: TimeRange
  choose: (range: TimeRange) => void
}

/** Preset time ranges, and a last button that opens a form for two fixed times. */
export function RangePicker({ range, choose }: Props): JSX.Element {
  const [isAsking, setAsking] = useState(false)
  const isFixed = !('preset' in range)
  const showsForm = isAsking || isFixed
  const pick = (next: TimeRange) => {
    setAsking(false)
    choose(next)
  }
  return (
    <div class="range">
      <fieldset class="segments" aria-label="Time range">
        {PRESETS.map(({ name, label, description }) => (
          <button
            key={name}
            type="button"
            class="segment"
            aria-label={description}
            aria-pressed={!showsForm && 'preset' in range && range.preset === name}
            onClick={() => pick({ preset: name })}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          class="segment"
          aria-pressed={showsForm}
          aria-expanded={showsForm}
          onClick={() => setAsking(true)}
        >
          Custom
        </button>
      </fieldset>
      {showsForm && <CustomRange range={range} choose={pick} />}
    </div>
  )
}
