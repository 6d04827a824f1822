import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { toSearch } from '../../api/request.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { announce } from '../../components/toast.tsx'
import { t } from '../../i18n/partMessages.ts'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import { toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import type { SavedView, ViewPlace } from '../../models/savedViews/savedView.ts'
import { isShared, toViewState } from '../../models/savedViews/savedView.ts'
import type { Load } from '../../queries/load.ts'
import { NameForm } from './nameForm.tsx'
import { SavedViewRow } from './savedViewRow.tsx'
import type { Explorer } from './useExplorer.ts'
import { copyLink, saveView } from './viewCommands.ts'

interface Props {
  explorer: Explorer
  /** Views of the list, private ones first. */
  views: readonly SavedView[]
  /** True where the collector keeps private views for the reader's account. */
  hasAccount: boolean
  /** State of those that the collector keeps. */
  load: Load<unknown>
  close: () => void
  /** Asks for them again. */
  reload: () => void
}

/** Opens, changes and keeps screens under a name. */
export function SavedViews(props: Props): JSX.Element {
  const { explorer, views, hasAccount, load, close, reload } = props
  const { state, step } = explorer
  const [isForAll, setForAll] = useState(false)
  const privatePlace = hasAccount ? 'account' : 'browser'
  const renderPart = (part: readonly SavedView[], title: string) =>
    part.length > 0 && (
      <>
        <h3>{title}</h3>
        <ul class="scroll-list">
          {part.map((view) => (
            <SavedViewRow
              key={view.id}
              view={view}
              state={state}
              open={() => {
                close()
                step({ kind: 'show', state: toViewState(view) })
              }}
              reload={reload}
            />
          ))}
        </ul>
      </>
    )
  return (
    <div class="column-list saved-views">
      {views.length === 0 && !load.isLoading && <p class="faint">{t('saved.none')}</p>}
      {renderPart(
        views.filter((view) => view.place === 'account'),
        t('saved.private'),
      )}
      {renderPart(
        views.filter((view) => view.place === 'browser'),
        t('saved.private.title'),
      )}
      {renderPart(views.filter(isShared), t('saved.shared.title'))}
      <ProblemBox load={load} isCompact />
      <h3>{t('saved.new')}</h3>
      <Segmented
        label={t('saved.who')}
        chosen={isForAll ? 'shared' : 'private'}
        choices={[
          { value: 'private', label: t('saved.private') },
          { value: 'shared', label: t('saved.shared') },
        ]}
        choose={(chosen) => setForAll(chosen === 'shared')}
      />
      <p class="faint">{toHint(isForAll ? 'shared' : privatePlace, state.appId)}</p>
      <NameForm
        label={t('saved.name')}
        submitLabel={t('saved.save')}
        submit={async (name) => {
          await saveView(state, { name, place: isForAll ? 'shared' : privatePlace })
          announce(t('saved.saved', { name }))
          reload()
        }}
      />
      <Button icon="copy" onClick={() => copyLink(toExplorerUrl(state))}>
        {t('saved.linkNow')}
      </Button>
      <Link href={toNewAlertPath(state)} class="button">
        <Icon name="live" />
        {t('saved.alert')}
      </Link>
    </div>
  )
}

/** Address of the form of a new alert about a search. */
function toNewAlertPath({ list, query, appId }: ExplorerState): string {
  return `/alerts/new${toSearch({
    app_id: appId,
    query,
    measure: list === 'sessions' ? 'sessions' : 'events',
    event_type: toEventType(list),
  })}`
}

function toHint(place: ViewPlace, appId: string | undefined): string {
  if (place !== 'shared') {
    return t(place === 'account' ? 'saved.account.hint' : 'saved.private.hint')
  }
  return appId === undefined ? t('saved.shared.hintAll') : t('saved.shared.hint', { app: appId })
}
