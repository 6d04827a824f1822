import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import type { MenuEntry } from '../../components/menu.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/partMessages.ts'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import type { SavedView } from '../../models/savedViews/savedView.ts'
import { isDefault, isShared, isShown, toggleDefault } from '../../models/savedViews/savedView.ts'
import { NameForm } from './nameForm.tsx'
import { changeView, copyLink, removeView } from './viewCommands.ts'
import { changeDefaultViews, defaultViews } from './viewStore.ts'

interface Props {
  view: SavedView
  /** Screen that is shown, which the view can be updated to. */
  state: ExplorerState
  open: () => void
  reload: () => void
}

/** A saved view: a click opens it, its menu changes it. */
export function SavedViewRow({ view, state, open, reload }: Props): JSX.Element {
  const [mode, setMode] = useState<'rename' | 'delete'>()
  const { name } = view
  const run = async (command: () => Promise<void>, said: string): Promise<void> => {
    await command()
    announce(said)
    reload()
    setMode(undefined)
  }
  if (mode === 'rename') {
    return (
      <li>
        <NameForm
          label={t('saved.rename.label', { name })}
          submitLabel={t('saved.rename')}
          name={name}
          submit={(given) =>
            run(() => changeView(view, { name: given }), t('saved.saved', { name: given }))
          }
          cancel={() => setMode(undefined)}
        />
      </li>
    )
  }
  if (mode === 'delete') {
    return (
      <li class="saved-delete">
        <p>{t(isShared(view) ? 'saved.delete.shared' : 'saved.delete.private', { name })}</p>
        <Button
          onClick={() =>
            void run(() => removeView(view), t('saved.deleted', { name })).catch(sayProblem)
          }
        >
          {t('saved.delete')}
        </Button>
        <Button look="quiet" onClick={() => setMode(undefined)}>
          {t('common.cancel')}
        </Button>
      </li>
    )
  }
  const isOpened = isDefault(defaultViews.value, view)
  return (
    <li class="column-row">
      <button
        type="button"
        class="reference-row column-name"
        aria-current={isShown(view, state) ? 'true' : undefined}
        onClick={open}
      >
        <span class="saved-name">{name}</span>
        {isOpened && (
          <span class="saved-default" title={t('saved.default.hint')}>
            <Icon name="star" />
            <span class="visually-hidden">{t('saved.default')}</span>
          </span>
        )}
      </button>
      <MenuButton
        label={t('saved.menu', { name })}
        icon="more"
        look="quiet"
        entries={toEntries({
          view,
          isOpened,
          setMode,
          update: () =>
            void run(() => changeView(view, { state }), t('saved.updated', { name })).catch(
              sayProblem,
            ),
        })}
      />
    </li>
  )
}

interface EntryContext {
  view: SavedView
  isOpened: boolean
  setMode: (mode: 'rename' | 'delete') => void
  update: () => void
}

function toEntries({ view, isOpened, setMode, update }: EntryContext): MenuEntry[] {
  return [
    {
      id: 'default',
      icon: 'star',
      label: t(isOpened ? 'saved.default.remove' : 'saved.default.set'),
      run: () => changeDefaultViews((present) => toggleDefault(present, view)),
    },
    { id: 'link', icon: 'copy', label: t('saved.link'), run: () => copyLink(view.url) },
    { id: 'update', icon: 'refresh', label: t('saved.update'), run: update },
    { id: 'rename', icon: 'edit', label: t('saved.rename'), run: () => setMode('rename') },
    { id: 'delete', icon: 'close', label: t('saved.delete'), run: () => setMode('delete') },
  ]
}

const sayProblem = (error: Error): void => announce(error.message)
