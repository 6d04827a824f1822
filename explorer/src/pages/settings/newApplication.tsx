import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import type { ApplicationList } from '../../../../protocol/applications.ts'
import { createApplication } from '../../api/settings.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { t } from '../../i18n/settingsMessages.ts'
import { findIdProblem } from '../../models/settings/applicationForm.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { toApplicationPath } from './applicationPath.ts'
import { Refusal } from './confirmButton.tsx'
import { APPLICATIONS_KEY } from './settingsKeys.ts'
import { focusProblem, TextField } from './textField.tsx'
import { useSending } from './useSending.ts'

interface Props {
  list: ApplicationList
  /** Id of an application that sends already. */
  initial: string
}

/** Declares an application: its id, and whether its pages need a token. The rest is changed later. */
export function NewApplication({ list, initial }: Props): JSX.Element {
  const [id, setId] = useState(initial)
  const [hasToken, setHasToken] = useState(initial === '')
  const [isSent, setSent] = useState(false)
  const sending = useSending()
  const taken = list.applications.map((one) => one.id)
  const problem = findIdProblem(id, taken)
  async function submit(form: HTMLFormElement): Promise<void> {
    setSent(true)
    if (focusProblem(form, problem ? { id: problem } : {})) {
      return
    }
    const isMade = await sending.run(() => createApplication(id.trim(), hasToken))
    if (isMade) {
      forgetAnswer(APPLICATIONS_KEY)
      navigate(toApplicationPath(id.trim()))
    }
  }
  return (
    <>
      <BackToApplications />
      <form
        class="settings-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget)
        }}
      >
        <h2>{t('apps.new')}</h2>
        <TextField
          name="id"
          label={t('apps.id')}
          value={id}
          change={setId}
          hint={t('apps.newHint')}
          problem={isSent && problem ? t(`apps.${problem}`) : undefined}
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
        <Refusal problem={sending.problem} />
        <p class="settings-submit">
          <Button look="primary" type="submit" isBusy={sending.isBusy}>
            {t('apps.create')}
          </Button>
        </p>
      </form>
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
