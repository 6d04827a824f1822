import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useId, useRef, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import type { FoundEvent, SessionEvent, SessionSummary } from '../../../../protocol/query.ts'
import { fetchSavedViews } from '../../api/savedViews.ts'
import type { IconName } from '../../components/icon.tsx'
import { Icon } from '../../components/icon.tsx'
import { lazyPart } from '../../components/lazyPart.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { t } from '../../i18n/sessionMessages.ts'
import type { ExplorerState } from '../../models/explorer/explorerState.ts'
import { toExplorerUrl } from '../../models/explorer/explorerUrl.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import type { SavedView } from '../../models/savedViews/savedView.ts'
import { parseViewDocument, toViewState } from '../../models/savedViews/savedView.ts'
import type { Binding, BindingKind } from '../../models/session/boundViews.ts'
import { bindView, listBindings, listBuiltIn } from '../../models/session/boundViews.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { fetchCount } from '../explorer/listRequests.ts'
import { toQuestionKey } from '../explorer/questionKey.ts'
import { toCountText } from '../explorer/tableColumns.tsx'
import type { Explorer } from '../explorer/useExplorer.ts'
import { privateViews } from '../explorer/viewStore.ts'
import { useInView } from './useInView.ts'

const BoundDashboards = lazyPart(
  async () => (await import('../dashboards/boundDashboards.tsx')).BoundDashboards,
)

interface Props {
  appId: string
  /** Absent for a log of no session. */
  session: SessionSummary | undefined
  /** Entry whose details are open; absent for the session itself. */
  event?: SessionEvent | FoundEvent
  explorer: Explorer
}

/** Lists and saved views, narrowed to what the entry has in common with other data. Each says how much it finds. */
export function BoundViews({ appId, session, event, explorer }: Props): JSX.Element {
  const frame = useRef<HTMLElement>(null)
  const isInView = useInView(frame)
  const titleId = useId()
  const [now] = useState(Date.now)
  const [kind, setKind] = useState<BindingKind>('session')
  const bindings = listBindings({ session, event, now })
  const binding = bindings.find((one) => one.kind === kind) ?? bindings[0]
  const saved = useSavedViews(isInView ? appId : undefined)
  return (
    <section ref={frame} class="bound-views" data-region="bound" aria-labelledby={titleId}>
      <header class="region-bar">
        <h3 id={titleId}>{t('bound.title')}</h3>
        <Segmented
          label={t('bound.to')}
          chosen={binding?.kind ?? 'session'}
          choices={bindings.map((one) => ({ value: one.kind, label: t(`bound.${one.kind}`) }))}
          choose={setKind}
        />
      </header>
      {binding && (
        <p class="faint bound-to">
          {t(`bound.${binding.kind}.of`, {
            value: toVisibleText(String(binding.value).slice(0, 100)),
          })}
        </p>
      )}
      {binding && isInView && (
        <>
          <ul class="bound-list" aria-label={t('bound.builtIn')}>
            {listBuiltIn(binding).map((view) => (
              <BoundView
                key={view.list}
                view={bindView(view, binding, appId)}
                name={t(`bound.view.${view.list}`)}
                zone={explorer.state.zone}
              />
            ))}
          </ul>
          <h4>{t('saved.label')}</h4>
          {saved.length === 0 && <p class="faint">{t('bound.none')}</p>}
          <SavedList views={saved} binding={binding} appId={appId} explorer={explorer} />
        </>
      )}
      {isInView && (
        <Suspense fallback={null}>
          <BoundDashboards appId={appId} session={session} event={event} explorer={explorer} />
        </Suspense>
      )}
    </section>
  )
}

interface SavedListProps extends Pick<Props, 'appId' | 'explorer'> {
  views: readonly SavedView[]
  binding: Binding
}

/** Each view asks for its number: more would keep the collector busy for a glance. */
const MOST_SAVED = 20

function SavedList({ views, binding, appId, explorer }: SavedListProps): JSX.Element {
  return (
    <ul class="bound-list" aria-label={t('saved.label')}>
      {views.slice(0, MOST_SAVED).map((view) => (
        <BoundView
          key={view.id}
          view={bindView(toViewState(view), binding, appId)}
          name={toVisibleText(view.name)}
          zone={explorer.state.zone}
        />
      ))}
    </ul>
  )
}

/** Saved views that apply to an application, by name. */
function useSavedViews(appId: string | undefined): readonly SavedView[] {
  const shared = useQuery(
    appId === undefined ? undefined : `saved ${appId}`,
    (abort) => fetchSavedViews(appId, abort),
    { isQuiet: true },
  )
  const found = (shared.data?.items ?? []).flatMap((item) => parseViewDocument(item) ?? [])
  return [...privateViews.value, ...found].sort((one, other) => one.name.localeCompare(other.name))
}

interface BoundViewProps {
  view: ExplorerState
  name: string
  zone: ExplorerState['zone']
}

function BoundView({ view, name, zone }: BoundViewProps): JSX.Element {
  const state = { ...view, zone }
  const window = 'from' in state.range ? state.range : { from: 0, to: Date.now() }
  const question = { state, window }
  const count = useQuery(
    `count ${toQuestionKey(question)}`,
    (abort) => fetchCount(question, abort),
    { isQuiet: true },
  )
  const icon: IconName = toEventType(state.list) ?? 'session'
  return (
    <li>
      <Link href={toExplorerUrl(state)} class={`bound-view type-${icon}`}>
        <Icon name={icon} />
        <span class="bound-name">{name}</span>
        <span class={count.data?.count === 0 ? 'faint' : ''}>
          {count.data ? toCountText(state, count.data.count) : count.problem ? '–' : '…'}
        </span>
      </Link>
    </li>
  )
}
