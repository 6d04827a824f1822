import type { JSX } from 'preact'
import type { Application } from '../../../../protocol/applications.ts'
import { addApplicationToken, removeApplicationToken } from '../../api/settings.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copyButton.tsx'
import { announce } from '../../components/toast.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/settingsMessages.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { ConfirmButton, Refusal } from './confirmButton.tsx'
import { APPLICATIONS_KEY } from './settingsKeys.ts'
import { useSending } from './useSending.ts'

/** Public tokens: shown whole, because they stand in the pages anyway. */
export function ApplicationTokens({ application }: { application: Application }): JSX.Element {
  const { id, tokens, is_in_file: isInFile } = application
  const sending = useSending()
  async function add(): Promise<void> {
    const isAdded = await sending.run(() => addApplicationToken(id))
    if (isAdded) {
      forgetAnswer(APPLICATIONS_KEY)
      announce(t('apps.tokenAdded'))
    }
  }
  return (
    <section class="settings-card" aria-label={t('apps.tokens')}>
      <div class="settings-intro">
        <h3>{t('apps.tokens')}</h3>
        {!isInFile && (
          <Button icon="add" isBusy={sending.isBusy} onClick={() => void add()}>
            {t('apps.addToken')}
          </Button>
        )}
      </div>
      <p class="faint">{t(tokens.length === 0 ? 'apps.noTokens' : 'apps.tokensHint')}</p>
      <Refusal problem={sending.problem} />
      {tokens.length > 0 && (
        <ul class="settings-tokens">
          {tokens.map((token) => (
            <li key={token.token}>
              <Token application={application} token={token} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface TokenProps {
  application: Application
  token: Application['tokens'][number]
}

function Token({ application, token: { token, created, created_by: by } }: TokenProps) {
  const { id, tokens, is_in_file: isInFile } = application
  const short = `${token.slice(0, 12)}…`
  return (
    <>
      <code class="settings-secret">{token}</code>
      {created !== undefined && (
        <span class="faint">
          {t('apps.createdBy', { time: formatTime(created), name: toActorText(by) })}
        </span>
      )}
      <span class="settings-actions">
        <CopyButton text={token} label={t('apps.copyToken')} />
        {!isInFile && (
          <ConfirmButton
            label={t('apps.removeToken')}
            title={t('apps.removeTokenOf', { token: short })}
            run={async () => {
              await removeApplicationToken(id, token)
              forgetAnswer(APPLICATIONS_KEY)
            }}
          >
            <p>{t(tokens.length === 1 ? 'apps.removeLastHint' : 'apps.removeTokenHint')}</p>
          </ConfirmButton>
        )}
      </span>
    </>
  )
}

/** The audit's name of an actor, without the kind that a person has. */
export function toActorText(actor: string | undefined): string {
  return toVisibleText((actor ?? '').replace(/^user:/, ''))
}
