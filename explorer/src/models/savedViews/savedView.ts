import type { SavedDocument } from '../../../../protocol/analytics.ts'
import type { ExplorerState } from '../explorer/explorerState.ts'
import { parseExplorerUrl, toExplorerUrl } from '../explorer/explorerUrl.ts'
import type { ListType } from '../explorer/listType.ts'

/**
 * Place of a view: `shared` with everyone who sees its application, in the reader's `account`, or in this `browser`. The
 * collector keeps the first two.
 */
export type ViewPlace = 'shared' | 'account' | 'browser'

/** A screen under a name. */
export interface SavedView {
  id: string
  name: string
  list: ListType
  /** Address of the screen: the one form that every version of the explorer reads. */
  url: string
  place: ViewPlace
  /** Application of a shared view; empty for every application, as a private view is. */
  appId: string
  /** ms since the epoch. */
  updatedAt: number
}

/** Body of a view in the collector's document store. */
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

interface ViewDraft {
  name: string
  app_id: string
  is_private: boolean
  body: ViewBody & Record<string, unknown>
}

export interface DraftOptions {
  name: string
  place: Exclude<ViewPlace, 'browser'>
}

/** Returns the document to send. A shared view belongs to the application of the screen; a private one is shown at each. */
export function toViewDraft(state: ExplorerState, { name, place }: DraftOptions): ViewDraft {
  const isPrivate = place === 'account'
  return {
    name: name.trim(),
    app_id: isPrivate ? '' : (state.appId ?? ''),
    is_private: isPrivate,
    body: { version: 1, url: toViewUrl(state) },
  }
}

/** Reads a document; `undefined` for a body that is no view, such as one of a later version. */
export function parseViewDocument({
  id,
  name,
  app_id: appId,
  is_private: isPrivate,
  body,
  updated_at: updatedAt,
}: SavedDocument): SavedView | undefined {
  const { version, url } = body
  const place = isPrivate ? 'account' : 'shared'
  return version === 1 && typeof url === 'string'
    ? { id, name, list: parse(url).state.list, url, place, appId, updatedAt }
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
  return { id, name, list, url, place: 'browser', appId: '', updatedAt: time }
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

export function toPrivateView({ id, name, state, now }: NewView): SavedView {
  return {
    id,
    name: name.trim(),
    list: state.list,
    url: toViewUrl(state),
    place: 'browser',
    appId: '',
    updatedAt: now,
  }
}

/** Keeps a private view. One of the same id is replaced, the oldest beyond 200 are dropped. */
export function putPrivateView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const others = views.filter(({ id }) => id !== view.id)
  return [view, ...others].slice(0, MAX_PRIVATE)
}

export function isShared({ place }: SavedView): boolean {
  return place === 'shared'
}

/** Views of a list by name, private ones first. */
export function toListViews(views: readonly SavedView[], list: ListType): SavedView[] {
  return views
    .filter((view) => view.list === list)
    .sort(
      (one, other) =>
        Number(isShared(one)) - Number(isShared(other)) || one.name.localeCompare(other.name),
    )
}

/** Views that lists open with. The address is a copy, so that a list opens without asking for the view first. */
export type DefaultViews = Readonly<Partial<Record<ListType, DefaultView>>>

export interface DefaultView {
  id: string
  url: string
}

export function parseDefaultViews(stored: unknown): DefaultViews {
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : []
  return Object.fromEntries(entries.filter(([, one]) => isDefaultView(one)))
}

function isDefaultView(one: unknown): one is DefaultView {
  const { id, url } = (one ?? {}) as Partial<DefaultView>
  return typeof id === 'string' && typeof url === 'string'
}

/** Returns the screen that a list opens with; `undefined` if none was chosen. */
export function findDefaultState(
  defaults: DefaultViews,
  list: ListType,
): ExplorerState | undefined {
  const chosen = defaults[list]
  const state = chosen && parse(chosen.url).state
  return state?.list === list ? state : undefined
}

export function isDefault(defaults: DefaultViews, { id, list }: SavedView): boolean {
  return defaults[list]?.id === id
}

/** Makes a view the one that its list opens with, or no longer. */
export function toggleDefault(defaults: DefaultViews, view: SavedView): DefaultViews {
  const { [view.list]: _, ...others } = defaults
  return isDefault(defaults, view) ? others : { ...others, [view.list]: toDefaultView(view) }
}

/** Follows views that have changed since they were chosen, here or by a colleague. */
export function followViews(defaults: DefaultViews, views: readonly SavedView[]): DefaultViews {
  const changed = views.filter(
    (view) => isDefault(defaults, view) && defaults[view.list]?.url !== view.url,
  )
  return changed.length === 0
    ? defaults
    : {
        ...defaults,
        ...Object.fromEntries(changed.map((view) => [view.list, toDefaultView(view)])),
      }
}

const toDefaultView = ({ id, url }: SavedView): DefaultView => ({ id, url })
