import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { LinkValues } from '../../../../protocol/applicationRules.ts'
import { fillLink } from '../../../../protocol/applicationRules.ts'
import type { Application } from '../../../../protocol/applications.ts'
import { changeApplication } from '../../api/settings.ts'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import type { ApplicationForm, FieldProblem } from '../../models/settings/applicationForm.ts'
import {
  findApplicationProblems,
  toApplicationForm,
  toChange,
  toOrigins,
} from '../../models/settings/applicationForm.ts'
import { LINKS_KEY } from '../../queries/linksKey.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { SettingsForm } from './settingsForm.tsx'
import { APPLICATIONS_KEY } from './settingsKeys.ts'
import { TextField } from './textField.tsx'
import { useSubmit } from './useSubmit.ts'

interface Props {
  application: Application
  /** Retention of the collector, in days. */
  defaultDays: number
}

/** Origins, retention, sampling, rate and links. An application of the file can only be read. */
export function ApplicationRules({ application, defaultDays }: Props): JSX.Element {
  const [form, setForm] = useState(() => toApplicationForm(application))
  const submit = useSubmit(findApplicationProblems(form), async () => {
    await changeApplication(application.id, toChange(form))
    setForm((before) => ({ ...before, origins: toOrigins(before.origins).join('\n') }))
    announce(t('settings.saved'))
    forgetAnswer(APPLICATIONS_KEY)
    forgetAnswer(LINKS_KEY)
  })
  return (
    <SettingsForm
      submit={submit}
      label={t('apps.settings')}
      button={application.is_in_file ? undefined : t('settings.save')}
    >
      <h3>{t('apps.settings')}</h3>
      <p class="faint">{t('apps.rulesHint')}</p>
      <fieldset class="settings-fields" disabled={application.is_in_file}>
        <Fields
          form={form}
          defaultDays={defaultDays}
          toProblem={(name) => toText(submit.shown[name])}
          change={(part) => {
            setForm((before) => ({ ...before, ...part }))
            submit.reset()
          }}
        />
      </fieldset>
    </SettingsForm>
  )
}

const toText = (problem: FieldProblem | undefined): string | undefined =>
  problem && t(`apps.form.${problem.kind}`, { text: problem.text })

interface FieldsProps {
  form: ApplicationForm
  defaultDays: number
  toProblem: (name: keyof ApplicationForm) => string | undefined
  change: (part: Partial<ApplicationForm>) => void
}

function Fields({ form, defaultDays, toProblem, change }: FieldsProps): JSX.Element {
  const bind = (name: keyof ApplicationForm) => ({
    name,
    value: form[name],
    problem: toProblem(name),
    change: (value: string) => change({ [name]: value }),
  })
  const days = t('apps.days', { count: defaultDays })
  return (
    <>
      <TextField
        {...bind('origins')}
        label={t('apps.form.origins')}
        hint={t('apps.form.originsHint')}
        rows={3}
        isWide
        isMono
      />
      <TextField
        {...bind('retention')}
        label={t('apps.form.retention')}
        hint={t('apps.form.retentionHint', { days })}
        placeholder={String(defaultDays)}
        isNumber
      />
      <TextField
        {...bind('sampleRate')}
        label={t('apps.form.sample')}
        hint={t('apps.form.sampleHint')}
        isNumber
      />
      <TextField
        {...bind('rate')}
        label={t('apps.form.rate')}
        hint={t('apps.form.rateHint')}
        isNumber
      />
      <TextField
        {...bind('traceLink')}
        label={t('apps.form.trace')}
        hint={toExample(form.traceLink) ?? t('apps.form.traceHint')}
        placeholder="https://traces.example.com/trace/{trace_id}"
        isWide
        isMono
      />
      <TextField
        {...bind('logLink')}
        label={t('apps.form.log')}
        hint={toExample(form.logLink) ?? t('apps.form.logHint')}
        placeholder="https://logs.example.com/search?trace={trace_id}&from={from}&to={to}"
        isWide
        isMono
      />
    </>
  )
}

const EXAMPLE: LinkValues = {
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  session_id: 'a1b2c3d4',
  view_id: 'e5f6a7b8',
  userid: 'ada',
  from: '1795680000000',
  to: '1795680060000',
}

/** The filled template, as long as it is a good one. */
function toExample(template: string): string | undefined {
  const link = fillLink(template.trim(), EXAMPLE)
  return link && t('apps.example', { link })
}
