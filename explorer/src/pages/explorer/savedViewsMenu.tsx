import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect } from 'preact/hooks'
import { fetchSavedViews } from '../../api/savedViews.ts'
import { lazyPart } from '../../components/lazyPart.tsx'
import { Popover } from '../../components/popover.tsx'
import { t } from '../../i18n/messages.ts'
import type { SavedView } from '../../models/savedViews/savedView.ts'
import {
  followViews,
  isShown,
  parseViewDocument,
  toListViews,
} from '../../models/savedViews/savedView.ts'
import { forgetAnswer } from '../../queries/queryCache.ts'
import { afterRows } from '../../queries/rowsFirst.ts'
import { useQuery } from '../../queries/useQuery.ts'
import type { Explorer } from './useExplorer.ts'
import { changeDefaultViews, privateViews } from './viewStore.ts'

const SavedViews = lazyPart(async () => (await import('./savedViews.tsx')).SavedViews)

interface Props {
  explorer: Explorer
  /** True where the collector keeps private views for the reader's account. */
  hasAccount: boolean
}

/** Screens under a name. The button has the name of the one that is shown. */
export function SavedViewsMenu({ explorer, hasAccount }: Props): JSX.Element {
  const { state } = explorer
  const key = `saved ${state.appId ?? ''}`
  const fetchLater = async (abort: AbortSignal) => {
    await afterRows(abort)
    return fetchSavedViews(state.appId, abort)
  }
  const stored = useQuery(key, fetchLater, { isQuiet: true })
  const all: readonly SavedView[] = [
    ...privateViews.value,
    ...(stored.data?.items ?? []).flatMap((item) => parseViewDocument(item) ?? []),
  ]
  useEffect(
    () => changeDefaultViews((present) => followViews(present, all)),
    [stored.data, privateViews.value],
  )
  const views = toListViews(all, state.list)
  const text = views.find((view) => isShown(view, state))?.name
  return (
    <Popover label={t('saved.label')} icon="bookmark" {...(text !== undefined && { text })}>
      {(close) => (
        <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
          <SavedViews
            explorer={explorer}
            views={views}
            hasAccount={hasAccount}
            load={stored}
            close={close}
            reload={() => forgetAnswer(key)}
          />
        </Suspense>
      )}
    </Popover>
  )
}
