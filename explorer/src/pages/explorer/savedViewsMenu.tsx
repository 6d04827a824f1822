import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { toProblem } from '../../api/request.ts'
import { createSavedView, deleteSavedView, fetchSavedViews } from '../../api/savedViews.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { writeClipboard } from '../../components/clipboard.ts'
import { Popover } from '../../components/popover.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/messages.ts'
import { toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import type { SavedView as SavedViewOf } from '../../models/savedViews/savedView.ts'
import {
  parseViewDocument,
  toListViews,
  toViewDraft,
  toViewState,
} from '../../models/savedViews/savedView.ts'
import { useQuery } from '../../queries/useQuery.ts'
import type { Explorer } from './useExplorer.ts'

/** Screens under a name: open one, keep this one, copy its link. */
export function SavedViewsMenu({ explorer }: { explorer: Explorer }): JSX.Element {
  return (
    <Popover label={t('saved.label')} icon="bookmark">
      {(close) => <SavedViews explorer={explorer} close={close} />}
    </Popover>
  )
}

function SavedViews({ explorer, close }: { explorer: Explorer; close: () => void }): JSX.Element {
  const [serial, setSerial] = useState(Date.now())
  const { state, step } = explorer
  const { data } = useQuery(`saved ${serial}`, (abort) => fetchSavedViews(state.appId, abort))
  const reload = () => setSerial((before) => before + 1)
  const views = toListViews(
    (data?.items ?? []).flatMap((item) => parseViewDocument(item) ?? []),
    state.list,
  )
  return (
    <div class="column-list">
      {views.length === 0 && <p class="faint">{t('saved.none')}</p>}
      <ul class="scroll-list">
        {views.map((view) => (
          <SavedView
            key={view.id}
            view={view}
            open={() => {
              close()
              step({ kind: 'show', state: toViewState(view) })
            }}
            reload={reload}
          />
        ))}
      </ul>
      <SaveForm explorer={explorer} reload={reload} />
      <Button
        icon="copy"
        onClick={() =>
          void writeClipboard(`${location.origin}${toExplorerUrl(state)}`).then(
            () => announce(t('saved.linkCopied')),
            () => announce(t('value.copyFailed')),
          )
        }
      >
        {t('saved.link')}
      </Button>
    </div>
  )
}

interface SavedViewProps {
  view: SavedViewOf
  open: () => void
  reload: () => void
}

function SavedView({ view, open, reload }: SavedViewProps): JSX.Element {
  const { name } = view
  return (
    <li class="column-row">
      <button type="button" class="reference-row column-name" onClick={open}>
        {name}
      </button>
      <IconButton
        icon="close"
        label={t('saved.delete', { name })}
        onClick={() =>
          void deleteSavedView(view.id).then(
            () => {
              announce(t('saved.deleted', { name }))
              reload()
            },
            (error) => announce(toProblem(error).detail),
          )
        }
      />
    </li>
  )
}

function SaveForm({ explorer, reload }: { explorer: Explorer; reload: () => void }): JSX.Element {
  const [problem, setProblem] = useState<string>()
  return (
    <form
      class="row-form"
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const name = String(new FormData(form).get('name') ?? '').trim()
        setProblem(name === '' ? t('saved.nameMissing') : undefined)
        if (name !== '') {
          createSavedView(toViewDraft(name, explorer.state)).then(
            () => {
              form.reset()
              announce(t('saved.saved', { name }))
              reload()
            },
            (error) => setProblem(toProblem(error).detail),
          )
        }
      }}
    >
      <label class="field">
        {t('saved.name')}
        <input name="name" maxLength={200} autocomplete="off" />
        {problem && (
          <span class="field-problem" role="alert">
            {problem}
          </span>
        )}
      </label>
      <Button type="submit">{t('saved.save')}</Button>
    </form>
  )
}
