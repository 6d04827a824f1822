import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import type { ApplicationList } from '../../../../protocol/applications.ts'
import { createApplication } from '../../api/settings.ts'
import { Icon } from '../../components/icon.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import { findIdProblem } from '../../models/settings/applicationForm.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { toApplicationPath } from './applicationPath.ts'
import { SettingsForm } from './settingsForm.tsx'
import { APPLICATIONS_KEY } from './settingsKeys.ts'
import { TextField } from './textField.tsx'
import { useSubmit } from './useSubmit.ts'

interface Props {
  list: ApplicationList
  /** Id of an application that sends already. */
  initial: string
}

/** Declares an application: its id, and whether its pages need a token. The rest is changed later. */
export function NewApplication({ list, initial }: Props): JSX.Element {
  const [id, setId] = useState(initial)
  const [hasToken, setHasToken] = useState(initial === '')
  const problem = findIdProblem(
    id,
    list.applications.map((one) => one.id),
  )
  const submit = useSubmit(problem ? { id: problem } : {}, async () => {
    await createApplication(id.trim(), hasToken)
    forgetAnswer(APPLICATIONS_KEY)
    navigate(toApplicationPath(id.trim()))
  })
  return (
    <>
      <BackToApplications />
      <SettingsForm submit={submit} button={t('apps.create')}>
        <h2>{t('apps.new')}</h2>
        <TextField
          name="id"
          label={t('apps.id')}
          value={id}
          change={setId}
          hint={t('apps.newHint')}
          problem={submit.shown.id && t(`apps.${submit.shown.id}`)}
        />
        <label class="settings-check">
          <input
            type="checkbox"
            checked={hasToken}
            onChange={(event) => setHasToken(event.currentTarget.checked)}
          />
          <span>
            {t('apps.withToken')}
            <span class="faint">
              {t(initial === '' ? 'apps.withTokenHint' : 'apps.withTokenRunning')}
            </span>
          </span>
        </label>
      </SettingsForm>
    </>
  )
}

export function BackToApplications(): JSX.Element {
  return (
    <nav class="page-bar" aria-label={t('settings.section.applications')}>
      <Link href="/settings/applications" class="back-link">
        <Icon name="back" />
        {t('apps.back')}
      </Link>
    </nav>
  )
}
