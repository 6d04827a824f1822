import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { UserList } from '../../../../protocol/access.ts'
import { changeUser, createUser, fetchUsers, removeUser } from '../../api/settings.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FrameTable } from '../../components/frameTable.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { announce } from '../../components/toast.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/settingsMessages.ts'
import type { PersonForm } from '../../models/settings/grantForm.ts'
import { NEW_PERSON, toApplications } from '../../models/settings/grantForm.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { ConfirmButton } from './confirmButton.tsx'
import { OpenNote } from './openNote.tsx'
import { PersonEditor } from './personEditor.tsx'
import { Secret } from './secret.tsx'
import { USERS_KEY } from './settingsKeys.ts'

type User = UserList['users'][number]

interface Props {
  /** Nobody signs in. */
  isOpen: boolean
  /** Name of the reader. */
  self: string | undefined
}

type Editing = { kind: 'new' } | { kind: 'change'; user: User } | undefined

/** Accounts with a password: adds, changes and removes them. */
export function PeopleSection({ isOpen, self }: Props): JSX.Element {
  const load = useQuery(isOpen ? undefined : USERS_KEY, fetchUsers)
  const [editing, setEditing] = useState<Editing>()
  const [handOver, setHandOver] = useState<{ name: string; password: string }>()
  const users = load.data?.users
  if (isOpen) {
    return <OpenNote />
  }
  async function save(form: PersonForm): Promise<void> {
    const { role, password } = form
    const grant = { role, applications: toApplications(form) }
    if (editing?.kind === 'change') {
      await changeUser(form.name, { ...grant, ...(password !== '' && { password }) })
    } else {
      await createUser({ ...grant, name: form.name.trim(), password })
    }
    forgetAnswer(USERS_KEY)
    setEditing(undefined)
    setHandOver(password === '' ? undefined : { name: form.name.trim(), password })
    const key = editing?.kind === 'change' ? 'people.changed' : 'people.added'
    announce(t(key, { name: toVisibleText(form.name) }))
  }
  return (
    <>
      <div class="settings-intro">
        <p class="faint">{t('people.intro')}</p>
        <Button look="primary" icon="add" onClick={() => setEditing({ kind: 'new' })}>
          {t('people.new')}
        </Button>
      </div>
      {handOver && (
        <Secret
          key={handOver.password}
          hint={t('people.handOver', { name: toVisibleText(handOver.name) })}
          secret={handOver.password}
          copyLabel={t('people.copyPassword')}
        />
      )}
      <ProblemBox load={load} />
      {!users && load.isLoading && (
        <p role="status" data-busy="true">
          {t('settings.loading')}
        </p>
      )}
      {users && (
        <FrameTable
          label={t('settings.section.people')}
          headings={[
            t('people.name'),
            t('people.role'),
            t('people.applications'),
            t('settings.actions'),
          ]}
          hidesLast
        >
          {users.map((user) => (
            <Row
              key={user.name}
              user={user}
              isSelf={user.name === self}
              edit={() => setEditing({ kind: 'change', user })}
            />
          ))}
        </FrameTable>
      )}
      <Dialog
        title={
          editing?.kind === 'change'
            ? t('people.changeOf', { name: toVisibleText(editing.user.name) })
            : t('people.new')
        }
        isOpen={editing !== undefined}
        close={() => setEditing(undefined)}
      >
        <PersonEditor
          initial={editing?.kind === 'change' ? toForm(editing.user) : NEW_PERSON}
          isNew={editing?.kind === 'new'}
          taken={users?.map(({ name }) => name) ?? []}
          save={save}
          close={() => setEditing(undefined)}
        />
      </Dialog>
    </>
  )
}

function toForm({ name, role, applications }: User): PersonForm {
  const isForAll = applications === 'all'
  return { name, role, isForAll, chosen: isForAll ? [] : applications, password: '' }
}

interface RowProps {
  user: User
  isSelf: boolean
  edit: () => void
}

function Row({ user, isSelf, edit }: RowProps): JSX.Element {
  const name = toVisibleText(user.name)
  return (
    <tr>
      <th scope="row">
        <span class="settings-name">{name}</span>{' '}
        {isSelf && <span class="settings-tag">{t('people.you')}</span>}
      </th>
      <td>{t(`people.role.${user.role}`)}</td>
      <td class="settings-list">
        {user.applications === 'all'
          ? t('settings.all')
          : user.applications.map((id) => <span key={id}>{toVisibleText(id)}</span>)}
      </td>
      {user.is_operator ? (
        <td class="settings-long faint">{t('people.operator')}</td>
      ) : (
        <td>
          <span class="settings-actions">
            <Button onClick={edit}>
              <span aria-hidden="true">{t('people.change')}</span>
              <span class="visually-hidden">{t('people.changeOf', { name })}</span>
            </Button>
            <ConfirmButton
              label={t('people.remove')}
              name={t('people.removeName', { name })}
              title={t('people.removeOf', { name })}
              run={async () => {
                await removeUser(user.name)
                forgetAnswer(USERS_KEY)
                announce(t('people.removed', { name }))
              }}
            >
              {isSelf && <p class="warn">{t('people.removeSelf')}</p>}
              <p>{t('people.removeHint')}</p>
            </ConfirmButton>
          </span>
        </td>
      )}
    </tr>
  )
}
