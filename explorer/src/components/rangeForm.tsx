import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/messages.ts'
import { parseRangeText } from '../models/time/parseRange.ts'
import type { Range } from '../models/time/range.ts'
import { findRangeProblem, isRelative, RANGE_CHOICES, toWindow } from '../models/time/range.ts'
import type { TimeSpan } from '../models/time/timeSpan.ts'
import { printTimeSpan } from '../models/time/timeSpan.ts'
import type { ZoneChoice } from '../models/time/zone.ts'
import { parseLocalText, toLocalText, toZoneName } from '../models/time/zone.ts'
import { Button } from './button.tsx'

export interface RangeFormProps {
  range: Range
  zone: ZoneChoice
  choose: (range: Range) => void
  chooseZone: (zone: ZoneChoice) => void
  toSpanText: (span: TimeSpan) => string
}

/** Content of the range picker: presets, a free length, two times, and the time zone. */
export function RangeForm({
  range,
  zone,
  choose,
  chooseZone,
  toSpanText,
}: RangeFormProps): JSX.Element {
  return (
    <div class="range-form">
      <section class="two" aria-label={t('time.relative')}>
        <div class="presets">
          {RANGE_CHOICES.map((span) => (
            <Button
              key={printTimeSpan(span)}
              isPressed={isRelative(range) && printTimeSpan(range.last) === printTimeSpan(span)}
              onClick={() => choose({ last: span })}
            >
              {toSpanText(span)}
            </Button>
          ))}
        </div>
        <FreeRange zone={zone} choose={choose} />
      </section>
      <AbsoluteRange range={range} zone={zone} choose={choose} />
      <label class="field">
        {t('time.zone')}
        <select value={zone} onChange={(event) => chooseZone(event.currentTarget.value)}>
          <option value="browser">{t('time.zone.browser', { zone: toZoneName('browser') })}</option>
          {['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')].map(
            (name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ),
          )}
        </select>
      </label>
    </div>
  )
}

type Choose = Pick<RangeFormProps, 'zone' | 'choose'>

/** One field for a length or for two times with a dash between them. */
function FreeRange({ zone, choose }: Choose): JSX.Element {
  const [isWrong, setWrong] = useState(false)
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        const text = String(new FormData(event.currentTarget).get('length') ?? '')
        const found = parseRangeText(text, { zone, now: Date.now() })
        setWrong(found === undefined)
        if (found) {
          choose(found)
        }
      }}
    >
      <label class="field">
        {t('time.relative.free')}
        <input name="length" autocomplete="off" spellcheck={false} aria-invalid={isWrong} />
        {isWrong && (
          <span class="field-problem" role="alert">
            {t('time.relative.bad')}
          </span>
        )}
      </label>
      <Button type="submit">{t('time.apply')}</Button>
    </form>
  )
}

function AbsoluteRange({ range, zone, choose }: Choose & { range: Range }): JSX.Element {
  const [problem, setProblem] = useState<MessageKey>()
  const { from, to } = toWindow(range, Date.now())
  return (
    <form
      // Fields keep what was typed unless the range or the zone changes.
      key={`${JSON.stringify(range)} ${zone}`}
      class="two absolute-range"
      aria-label={t('time.absolute')}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const read = (name: string): number => parseLocalText(String(form.get(name) ?? ''), zone)
        const window = { from: read('from'), to: read('to') }
        const found = findRangeProblem(window)
        setProblem(found && `time.${found}`)
        if (!found) {
          choose(window)
        }
      }}
    >
      <div class="row-form">
        <TimeField name="from" label={t('time.from')} ms={from} zone={zone} />
        <TimeField name="to" label={t('time.to')} ms={to} zone={zone} />
      </div>
      {problem && (
        <p class="field-problem" role="alert">
          {t(problem)}
        </p>
      )}
      <Button type="submit">{t('time.apply')}</Button>
    </form>
  )
}

interface TimeFieldProps {
  name: string
  label: string
  ms: number
  zone: ZoneChoice
}

function TimeField({ name, label, ms, zone }: TimeFieldProps): JSX.Element {
  return (
    <label class="field">
      {label}
      <input type="datetime-local" name={name} step="1" defaultValue={toLocalText(ms, zone)} />
    </label>
  )
}
