import type { JSX } from 'preact'
import { navigate } from 'wouter-preact/use-browser-location'
import type { Application, ApplicationList } from '../../../../protocol/applications.ts'
import { removeApplication } from '../../api/settings.ts'
import { CopyButton } from '../../components/copyButton.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/settingsMessages.ts'
import { toInitCode } from '../../models/settings/initCode.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { ApplicationRules } from './applicationRules.tsx'
import { ApplicationTokens } from './applicationTokens.tsx'
import { ConfirmButton } from './confirmButton.tsx'
import { BackToApplications } from './newApplication.tsx'
import { APPLICATIONS_KEY } from './settingsKeys.ts'

interface Props {
  list: ApplicationList
  id: string
}

/** One application: its tokens, the code of its pages, its rules. */
export function ApplicationPage({ list, id }: Props): JSX.Element {
  const application = list.applications.find((one) => one.id === id)
  return (
    <>
      <BackToApplications />
      {application ? (
        <Known list={list} application={application} />
      ) : (
        <p class="message" role="alert">
          {t('apps.unknown')}
        </p>
      )}
    </>
  )
}

function Known({ list, application }: { list: ApplicationList; application: Application }) {
  const { id, is_in_file: isInFile } = application
  const name = toVisibleText(id)
  const [newest] = application.tokens.slice(-1)
  const code = toInitCode(id, newest?.token, location.origin)
  async function remove(): Promise<void> {
    await removeApplication(id)
    forgetAnswer(APPLICATIONS_KEY)
    navigate('/settings/applications')
  }
  return (
    <>
      <header class="settings-intro">
        <h2>{name}</h2>
        {!isInFile && (
          <ConfirmButton
            icon="close"
            label={t('apps.remove')}
            title={t('apps.removeOf', { name })}
            run={remove}
          >
            <p>{t('apps.removeHint')}</p>
          </ConfirmButton>
        )}
      </header>
      {isInFile && (
        <p class="settings-note">{t('apps.fileHint', { file: toVisibleText(list.file ?? '') })}</p>
      )}
      <div class="settings-pair">
        <ApplicationRules application={application} defaultDays={list.retention_days} />
        <div class="settings-column">
          <ApplicationTokens application={application} />
          <section class="settings-card" aria-label={t('apps.code')}>
            <div class="settings-intro">
              <h3>{t('apps.code')}</h3>
              <CopyButton text={code} label={t('apps.copyCode')} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
            <pre class="code" tabIndex={0}>
              {toVisibleText(code)}
            </pre>
          </section>
        </div>
      </div>
    </>
  )
}
