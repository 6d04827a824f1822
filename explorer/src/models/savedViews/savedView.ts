import type { SavedDocument } from '../../../../protocol/analytics.ts'
import type { ExplorerState } from '../explorer/explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from '../explorer/explorerUrl.ts'
import type { ListType } from '../explorer/listType.ts'

/** A screen under a name. */
export interface SavedView {
  id: string
  name: string
  list: ListType
  /** Address of the screen: the one form that every version of the explorer reads. */
  url: string
  /** Private views are in this browser; shared ones in the collector, for all who see the application. */
  isShared: boolean
  /** Application of a shared view; empty for every application. */
  appId: string
  /** ms since the epoch. */
  updatedAt: number
}

/** Body of a shared view in the collector's document store. */
interface ViewBody {
  version: 1
  url: string
}

/** The open session and live mode belong to the moment, and not to the view. */
export function toViewUrl(state: ExplorerState): string {
  return toExplorerUrl({ ...state, selected: undefined, isLive: false, aside: '' })
}

export function toViewState(view: SavedView): ExplorerState {
  return parse(view.url).state
}

/** True if the screen shows what the view holds: the view's name then heads the list. */
export function isShown(view: SavedView, state: ExplorerState): boolean {
  return toExplorerUrl(toViewState(view)) === toViewUrl(state)
}

/** Returns the document to send for a shared view. */
export function toViewDraft(
  name: string,
  state: ExplorerState,
): { name: string; app_id: string; body: ViewBody & Record<string, unknown> } {
  return {
    name: name.trim(),
    app_id: state.appId ?? '',
    body: { version: 1, url: toViewUrl(state) },
  }
}

/** Reads a document; `undefined` for a body that is no view, such as one of a later version. */
export function parseViewDocument({
  id,
  name,
  app_id: appId,
  body,
  updated_at: updatedAt,
}: SavedDocument): SavedView | undefined {
  const { version, url } = body
  return version === 1 && typeof url === 'string'
    ? { id, name, list: parse(url).state.list, url, isShared: true, appId, updatedAt }
    : undefined
}

/** Reads the private views of this browser; what is no view is left out. */
export function parsePrivateViews(stored: unknown): readonly SavedView[] {
  return Array.isArray(stored) ? stored.flatMap((one) => parsePrivateView(one) ?? []) : []
}

function parsePrivateView(stored: unknown): SavedView | undefined {
  if (typeof stored !== 'object' || stored === null) {
    return undefined
  }
  const { id, name, url, updatedAt } = stored as Partial<Record<keyof SavedView, unknown>>
  if (typeof id !== 'string' || typeof name !== 'string' || typeof url !== 'string') {
    return undefined
  }
  const list = parse(url).state.list
  const time = typeof updatedAt === 'number' ? updatedAt : 0
  return { id, name, list, url, isShared: false, appId: '', updatedAt: time }
}

/** A view's address is relative. Anything else is the default screen: a document is written by others. */
function parse(url: string): ReturnType<typeof parseExplorerUrl> {
  const [pathname = '/', search = ''] = url.split(/\?(.*)/s)
  return parseExplorerUrl({ pathname, search })
}

const MAX_PRIVATE = 200

export interface NewView {
  id: string
  name: string
  state: ExplorerState
  now: number
}

/** Keeps a private view. One of the same id is replaced, the oldest beyond 200 are dropped. */
export function putPrivateView(
  views: readonly SavedView[],
  { id, name, state, now }: NewView,
): readonly SavedView[] {
  const view: SavedView = {
    id,
    name: name.trim(),
    list: state.list,
    url: toViewUrl(state),
    isShared: false,
    appId: '',
    updatedAt: now,
  }
  const others = views.filter((one) => one.id !== id)
  return [view, ...others].slice(0, MAX_PRIVATE)
}

/** Views of a list by name, private ones first. */
export function toListViews(views: readonly SavedView[], list: ListType): SavedView[] {
  return views
    .filter((view) => view.list === list)
    .sort(
      (one, other) =>
        Number(one.isShared) - Number(other.isShared) || one.name.localeCompare(other.name),
    )
}

/** Ids of the views that lists open with. */
export type DefaultViews = Readonly<Partial<Record<ListType, string>>>

export function parseDefaultViews(stored: unknown): DefaultViews {
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
  return Object.fromEntries(entries.filter(([, id]) => typeof id === 'string'))
}

/** Returns the default view of a list; `undefined` if it was deleted or never chosen. */
export function findDefaultView(
  views: readonly SavedView[],
  defaults: DefaultViews,
  list: ListType,
): SavedView | undefined {
  return views.find((view) => view.list === list && view.id === defaults[list])
}
