import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { TokenList } from '../../../../protocol/access.ts'
import { createToken, fetchTokens, revokeToken } from '../../api/settings.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { FrameTable } from '../../components/frameTable.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { announce } from '../../components/toast.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/settingsMessages.ts'
import type { TokenForm } from '../../models/settings/grantForm.ts'
import { toApplications } from '../../models/settings/grantForm.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { toActorText } from './applicationTokens.tsx'
import { ConfirmButton } from './confirmButton.tsx'
import { OpenNote } from './openNote.tsx'
import { Secret } from './secret.tsx'
import { TOKENS_KEY } from './settingsKeys.ts'
import { TokenEditor } from './tokenEditor.tsx'

type Token = TokenList['tokens'][number]

/** Secret tokens of programs: creates and revokes them. */
export function TokensSection({ isOpen }: { isOpen: boolean }): JSX.Element {
  const load = useQuery(isOpen ? undefined : TOKENS_KEY, fetchTokens)
  const [isCreating, setCreating] = useState(false)
  const [created, setCreated] = useState<{ name: string; token: string }>()
  const tokens = load.data?.tokens
  if (isOpen) {
    return <OpenNote />
  }
  async function save(form: TokenForm): Promise<void> {
    const name = form.name.trim()
    const { token } = await createToken({
      name,
      role: form.role,
      applications: toApplications(form),
      ...(form.expires !== '' && { expires_days: Number(form.expires) }),
    })
    forgetAnswer(TOKENS_KEY)
    setCreating(false)
    setCreated({ name, token })
  }
  return (
    <>
      <div class="settings-intro">
        <p class="faint">{t('tokens.intro')}</p>
        <Button look="primary" icon="add" onClick={() => setCreating(true)}>
          {t('tokens.new')}
        </Button>
      </div>
      {created && (
        <Secret
          key={created.token}
          hint={t('tokens.once', { name: toVisibleText(created.name) })}
          secret={created.token}
          copyLabel={t('tokens.copy')}
        />
      )}
      <ProblemBox load={load} />
      {!tokens && load.isLoading && (
        <p role="status" data-busy="true">
          {t('settings.loading')}
        </p>
      )}
      {tokens?.length === 0 && (
        <EmptyState icon="system" title={t('tokens.none')} hint={t('tokens.noneHint')} />
      )}
      {tokens && tokens.length > 0 && (
        <FrameTable
          label={t('settings.section.tokens')}
          headings={[
            t('tokens.name'),
            t('people.role'),
            t('people.applications'),
            t('apps.created'),
            t('tokens.ends'),
            t('tokens.used'),
            t('settings.actions'),
          ]}
          hidesLast
        >
          {tokens.map((token) => (
            <Row key={token.id} token={token} />
          ))}
        </FrameTable>
      )}
      <Dialog title={t('tokens.new')} isOpen={isCreating} close={() => setCreating(false)}>
        <TokenEditor save={save} close={() => setCreating(false)} />
      </Dialog>
    </>
  )
}

function Row({ token }: { token: Token }): JSX.Element {
  const { id, applications, ends, last_used: used } = token
  const name = toVisibleText(token.name)
  return (
    <tr>
      <th scope="row">
        <span class="settings-name">{name}</span>
      </th>
      <td>{t(`people.role.${token.role}`)}</td>
      <td class="settings-list">
        {applications === 'all'
          ? t('settings.all')
          : applications.map((one) => <span key={one}>{toVisibleText(one)}</span>)}
      </td>
      <td>
        {t('apps.createdBy', {
          time: formatTime(token.created),
          name: toActorText(token.created_by),
        })}
      </td>
      <td>
        {ends === undefined ? t('settings.never') : formatTime(ends)}
        {ends !== undefined && ends < Date.now() && (
          <span class="settings-tag quiet">{t('tokens.ended')}</span>
        )}
      </td>
      <td>{used === undefined ? t('settings.never') : formatTime(used)}</td>
      <td>
        <ConfirmButton
          label={t('tokens.revoke')}
          name={t('tokens.revokeName', { name })}
          title={t('tokens.revokeOf', { name })}
          run={async () => {
            await revokeToken(id)
            forgetAnswer(TOKENS_KEY)
            announce(t('tokens.revoked', { name }))
          }}
        >
          <p>{t('tokens.revokeHint')}</p>
        </ConfirmButton>
      </td>
    </tr>
  )
}
