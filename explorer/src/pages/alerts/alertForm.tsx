import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'
import {
  ALERT_CONDITIONS,
  ALERT_FIELDS,
  ALERT_MEASURES,
  ALERT_WINDOWS,
} from '../../../../protocol/alertRules.ts'
import { t } from '../../i18n/alertMessages.ts'
import type { AlertForm, FormProblems } from '../../models/alerts/alertDraft.ts'
import { toUnit } from '../../models/alerts/alertDraft.ts'
import { EVENT_TYPES } from '../../models/eventTypes.ts'
import { formatWindow, toTypeText } from './alertText.ts'

interface Props {
  form: AlertForm
  problems: FormProblems
  change: (part: Partial<AlertForm>) => void
}

/** The parts of a rule. What must be corrected is said at its field. */
export function AlertFields(props: Props): JSX.Element {
  return (
    <>
      <What {...props} />
      <When {...props} />
      <Where {...props} />
    </>
  )
}

function What({ form, problems, change }: Props): JSX.Element {
  const { measure } = form
  const hasType = measure === 'events' || measure === 'users' || measure === 'no_data'
  return (
    <fieldset class="alert-fields">
      <legend>{t('alerts.form.what')}</legend>
      <TextField name="name" {...{ form, problems, change }} label={t('alerts.form.name')} isWide />
      <Choice
        label={t('alerts.form.measure')}
        value={measure}
        choices={ALERT_MEASURES.map((one) => [one, t(`alerts.measure.${one}`)])}
        choose={(one) =>
          change({ measure: one, ...(one === 'p75' && { field: form.field || 'lcp' }) })
        }
      />
      {hasType && (
        <Choice
          label={t('alerts.form.type')}
          value={form.event_type}
          choices={(['', ...EVENT_TYPES] as const).map((type) => [type, toTypeText(type)])}
          choose={(type) => change({ event_type: type })}
        />
      )}
      {measure === 'p75' && (
        <Choice
          label={t('alerts.form.field')}
          value={form.field === '' ? 'lcp' : form.field}
          choices={ALERT_FIELDS.map((field) => [field, t(`alerts.field.${field}`)])}
          choose={(field) => change({ field })}
        />
      )}
      <TextField
        name="query"
        {...{ form, problems, change }}
        label={t('alerts.form.query')}
        hint={t('alerts.form.queryHint')}
        isWide
      />
      <TextField
        name="app_id"
        {...{ form, problems, change }}
        label={t('alerts.form.app')}
        hint={t('alerts.form.appHint')}
      />
    </fieldset>
  )
}

function When({ form, problems, change }: Props): JSX.Element {
  const unit = toUnit(form)
  const label =
    unit === 'ms'
      ? t('alerts.form.thresholdMs')
      : t(unit === 'percent' || unit === 'change' ? 'alerts.form.percent' : 'alerts.form.threshold')
  return (
    <fieldset class="alert-fields">
      <legend>{t('alerts.form.when')}</legend>
      <Choice
        label={t('alerts.form.window')}
        value={String(form.window_minutes)}
        choices={ALERT_WINDOWS.map((minutes) => [String(minutes), formatWindow(minutes)])}
        choose={(chosen) =>
          change({ window_minutes: ALERT_WINDOWS.find((one) => String(one) === chosen) ?? 15 })
        }
      />
      {form.measure !== 'no_data' && (
        <>
          <Choice
            label={t('alerts.form.condition')}
            value={form.condition}
            choices={ALERT_CONDITIONS.map((one) => [one, t(`alerts.form.${one}`)])}
            choose={(condition) => change({ condition })}
          />
          <TextField name="threshold" {...{ form, problems, change }} label={label} isNumber />
          <TextField
            name="min_samples"
            {...{ form, problems, change }}
            label={t('alerts.form.samples')}
            hint={t('alerts.form.samplesHint')}
            isNumber
          />
        </>
      )}
      <TextField
        name="for_minutes"
        {...{ form, problems, change }}
        label={t('alerts.form.for')}
        isNumber
      />
    </fieldset>
  )
}

function Where({ form, problems, change }: Props): JSX.Element {
  return (
    <fieldset class="alert-fields">
      <legend>{t('alerts.form.where')}</legend>
      <TextField
        name="webhook"
        {...{ form, problems, change }}
        label={t('alerts.form.webhook')}
        hint={t('alerts.form.webhookHint')}
        isWide
      />
      <label class="inline-field">
        <input
          type="checkbox"
          checked={form.is_enabled}
          onChange={(event) => change({ is_enabled: event.currentTarget.checked })}
        />
        {t('alerts.form.enabled')}
      </label>
    </fieldset>
  )
}

type TextName =
  | 'name'
  | 'app_id'
  | 'query'
  | 'threshold'
  | 'min_samples'
  | 'for_minutes'
  | 'webhook'

interface TextFieldProps extends Props {
  name: TextName
  label: string
  hint?: string
  isNumber?: boolean
  isWide?: boolean
}

function TextField(props: TextFieldProps): JSX.Element {
  const { form, problems, change, name, label, hint, isNumber = false, isWide = false } = props
  const id = useId()
  const problem = problems[name]
  const note: ComponentChildren = problem ? (
    <span id={`${id}-note`} class="field-problem">
      {t(`alerts.form.${problem}`)}
    </span>
  ) : (
    hint && <span id={`${id}-note`}>{hint}</span>
  )
  return (
    <div class={`field${isWide ? ' wide' : ''}`}>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        value={form[name]}
        inputMode={isNumber ? 'decimal' : undefined}
        autocomplete="off"
        spellcheck={false}
        maxLength={name === 'query' ? 5000 : 2048}
        aria-invalid={problem !== undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
      {note}
    </div>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  choices: readonly (readonly [value: Value, label: string])[]
  choose: (value: Value) => void
}

function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element {
  const { label, value, choices, choose } = props
  return (
    <label class="field">
      {label}
      <select value={value} onChange={(event) => choose(event.currentTarget.value as Value)}>
        {choices.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
