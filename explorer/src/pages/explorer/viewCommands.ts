import type { Problem } from '../../api/request.ts'
import { toProblem } from '../../api/request.ts'
import { createSavedView, deleteSavedView, replaceSavedView } from '../../api/savedViews.ts'
import { writeClipboard } from '../../components/clipboard.ts'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/partMessages.ts'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import type { SavedView } from '../../models/savedViews/savedView.ts'
import {
  isDefault,
  putPrivateView,
  toggleDefault,
  toPrivateView,
  toViewDraft,
  toViewState,
} from '../../models/savedViews/savedView.ts'
import { changeDefaultViews, changePrivateViews } from './viewStore.ts'

/** Commands for saved views. Each rejects with a text for the reader. */

export async function saveView(
  state: ExplorerState,
  { name, place }: Pick<SavedView, 'name' | 'place'>,
): Promise<void> {
  if (place !== 'browser') {
    await ask(() => createSavedView(toViewDraft(state, { name, place })))
  } else {
    const id = `private-${Date.now()}-${Math.random().toString(36).slice(2)}`
    keepPrivate({ id, name }, state)
  }
}

/** Gives a view another name or another screen. */
export async function changeView(
  view: SavedView,
  { name = view.name, state = toViewState(view) }: { name?: string; state?: ExplorerState },
): Promise<void> {
  const { place } = view
  if (place !== 'browser') {
    await ask(() => replaceSavedView(view.id, toViewDraft(state, { name, place })))
  } else {
    keepPrivate({ id: view.id, name }, state)
  }
}

export async function removeView(view: SavedView): Promise<void> {
  if (view.place !== 'browser') {
    await ask(() => deleteSavedView(view.id))
  } else {
    changePrivateViews((views) => views.filter(({ id }) => id !== view.id))
  }
  changeDefaultViews((present) =>
    isDefault(present, view) ? toggleDefault(present, view) : present,
  )
}

function keepPrivate({ id, name }: { id: string; name: string }, state: ExplorerState): void {
  const view = toPrivateView({ id, name, state, now: Date.now() })
  changePrivateViews((views) => putPrivateView(views, view))
}

async function ask(send: () => Promise<unknown>): Promise<void> {
  try {
    await send()
  } catch (error) {
    throw new Error(toText(toProblem(error)))
  }
}

function toText({ kind, code, detail }: Problem): string {
  if (kind === 'forbidden') {
    return t(code === 'rum.scopeTooSmall' ? 'saved.chooseApp' : 'saved.noRight')
  }
  return kind === 'unreachable' ? t('problem.unreachable') : detail
}

/** Puts an address of the explorer on the clipboard. */
export function copyLink(url: string): void {
  writeClipboard(`${location.origin}${url}`).then(
    () => announce(t('saved.linkCopied')),
    () => announce(t('value.copyFailed')),
  )
}
