import type { JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { ColumnsMenu } from '../../components/columnsMenu.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { lazyPart } from '../../components/lazyPart.tsx'
import { Popover } from '../../components/popover.tsx'
import { RangePicker } from '../../components/rangePicker.tsx'
import { SearchBox } from '../../components/searchBox.tsx'
import { TermChips } from '../../components/termChips.tsx'
import { ValueActionsProvider } from '../../components/valueActions.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { warmFormats } from '../../i18n/format.ts'
import { setTimeZone } from '../../i18n/locale.ts'
import { t } from '../../i18n/messages.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { parseSearch } from '../../models/search/parseSearch.ts'
import { ALL_TIME } from '../../models/time/range.ts'
import { toTimeZone } from '../../models/time/zone.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { AppMenu } from './appMenu.tsx'
import { ExportMenu } from './exportMenu.tsx'
import { FacetsPanel } from './facetsPanel.tsx'
import { fetchCount } from './listRequests.ts'
import { isLiveList, LIVE_EVERY_MS } from './live.tsx'
import { toQuestionKey } from './questionKey.ts'
import { Results } from './results.tsx'
import { SavedViewsMenu } from './savedViewsMenu.tsx'
import { createSuggest } from './suggest.ts'
import { toColumnKeys } from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'
import { toValueActions } from './valueActions.ts'

const FirstRun = lazyPart(async () => (await import('./firstRun.tsx')).FirstRun)
const SearchReference = lazyPart(
  async () => (await import('./searchReference.tsx')).SearchReference,
)

interface Props {
  explorer: Explorer
  /** True if the reader is signed in as a person. */
  hasAccount: boolean
}

/** A list with its search, facets, histogram and table. */
export function ExplorerPage({ explorer, hasAccount }: Props): JSX.Element {
  const { state, window, fields, step } = explorer
  const { problem } = parseSearch(state.query)
  const question = { state, window }
  const key = problem ? undefined : toQuestionKey(question)
  const count = useQuery(key && `count ${key}`, (abort) => fetchCount(question, abort), {
    ...(state.isLive && isLiveList(state) && { everyMs: LIVE_EVERY_MS }),
  })
  const actions = useMemo(() => toValueActions(explorer), [explorer.state, fields])
  const [showsFacets, setShowsFacets] = useState(false)
  useEffect(() => {
    document.title = `${t(`nav.${state.list}`)} · ${t('app.title')}`
  })
  useEffect(() => setTimeZone(toTimeZone(state.zone)), [state.zone])
  useEffect(warmFormats, []) // while the rows are on their way
  const isFirstRun = useFirstRun(explorer, count.data?.count)
  if (isFirstRun) {
    return <FirstRun explorer={explorer} />
  }
  const apply = (query: string) => step({ kind: 'search', query })
  const facets = (
    <FacetsPanel explorer={explorer} questionKey={key} total={count.data?.count ?? 0} />
  )
  return (
    <ValueActionsProvider value={actions}>
      <div class="explorer">
        <h1 class="visually-hidden">{t(`nav.${state.list}`)}</h1>
        <div class="explorer-bar">
          <div class="explorer-tools">
            <AppMenu explorer={explorer} />
            <SearchBox
              text={state.query}
              apply={apply}
              suggest={createSuggest(explorer)}
              refusal={count.problem?.status === 400 ? count.problem.detail : undefined}
            />
            <Popover label={t('search.reference')} icon="question" isCompact>
              {(close) => (
                <Suspense fallback={<p data-busy="true">{t('list.loading')}</p>}>
                  <SearchReference
                    fields={fields}
                    list={state.list}
                    choose={(term) => {
                      close()
                      apply(`${state.query} ${term}`.trim())
                    }}
                  />
                </Suspense>
              )}
            </Popover>
            <RangePicker
              range={state.range}
              zone={state.zone}
              choose={(range) => step({ kind: 'setRange', range })}
              chooseZone={(zone) => step({ kind: 'setZone', zone })}
            />
          </div>
          <TermChips text={state.query} appId={state.appId} apply={apply} />
        </div>
        <div class="explorer-body">
          <aside class="facets beside" aria-label={t('facets.label')}>
            {facets}
          </aside>
          <Results
            explorer={explorer}
            questionKey={key}
            count={count}
            actions={actions}
            tools={
              <>
                <span class="facets-open">
                  <Button icon="filter" onClick={() => setShowsFacets(true)}>
                    {t('facets.open')}
                  </Button>
                </span>
                <SavedViewsMenu explorer={explorer} hasAccount={hasAccount} />
                <ColumnsMenu
                  toLabel={(key) => toFieldLabel(key, toEventType(state.list))}
                  columns={toColumnKeys(state)}
                  fields={toColumnChoices(explorer)}
                  change={(columns) => step({ kind: 'setColumns', columns })}
                  reset={() => step({ kind: 'setColumns', columns: undefined })}
                />
                <ExportMenu explorer={explorer} />
              </>
            }
          />
        </div>
        <Dialog
          title={t('facets.label')}
          place="side"
          isOpen={showsFacets}
          close={() => setShowsFacets(false)}
        >
          <div class="facets">{facets}</div>
        </Dialog>
      </div>
    </ValueActionsProvider>
  )
}

/** True while nothing has ever been stored, as far as the widest question shows. Stays true until the reader goes on. */
function useFirstRun({ state }: Explorer, count: number | undefined): boolean {
  const isPlain = state.query.trim() === ''
  const ever = useQuery(count === 0 && isPlain ? `ever ${state.appId ?? ''}` : undefined, (abort) =>
    fetchCount(
      {
        state: { ...state, list: 'sessions', query: '' },
        window: { from: ALL_TIME, to: Date.now() },
      },
      abort,
    ),
  )
  return count === 0 && isPlain && ever.data?.count === 0
}

/** Fields that rows of the list may have. */
function toColumnChoices({ state, fields }: Explorer): string[] {
  if (state.isGrouped) {
    return [...toColumnKeys({ ...state, columns: undefined })]
  }
  const measurement = toEventType(state.list)
  return fields.all
    .filter((field) =>
      state.list === 'sessions'
        ? field.of_session
        : !/^session_(first|last|has)/.test(field.key) &&
          (field.measurement === '' || field.measurement === measurement),
    )
    .map(({ key }) => key)
}
