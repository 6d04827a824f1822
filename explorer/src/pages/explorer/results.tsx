import type { ComponentChildren, JSX } from 'preact'
import { Suspense } from 'preact/compat'
import { useMemo, useState } from 'preact/hooks'
import type { Count } from '../../../../protocol/analytics.ts'
import { fetchSessionPage, toPagesKey } from '../../api/sessions.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { DataTable } from '../../components/dataTable.tsx'
import { EmptyState } from '../../components/emptyState.tsx'
import { Histogram } from '../../components/histogram.tsx'
import { lazyPart } from '../../components/lazyPart.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { Segmented } from '../../components/segmented.tsx'
import type { ValueActions } from '../../components/valueMenu.tsx'
import { formatCount, formatSpan, formatTick } from '../../i18n/format.ts'
import { t } from '../../i18n/messages.ts'
import type { SelectedRow } from '../../models/explorer/explorerState.ts'
import { toEventType } from '../../models/explorer/listType.ts'
import { isGroupable } from '../../models/fields/columns.ts'
import type { Load } from '../../queries/load.ts'
import type { Pages } from '../../queries/usePages.ts'
import { prefetchPages, usePages } from '../../queries/usePages.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { columnWidths, setColumnWidth } from './columnWidths.ts'
import { DifferencesButton } from './differencesButton.tsx'
import { fetchHistogram, fetchRowsPage, GROUP_ROWS, hasErrorBars } from './listRequests.ts'
import { LiveButton, useLive } from './live.tsx'
import { toRowsKey } from './questionKey.ts'
import type { ChosenRows } from './selection.tsx'
import { SelectionBar, useSelection } from './selection.tsx'
import {
  readRowValue,
  toCountText,
  toKeyOfRow,
  toRowPath,
  toSelectedKey,
  toSelectedRow,
  toTableColumns,
  toTableSort,
} from './tableColumns.tsx'
import type { Explorer } from './useExplorer.ts'

interface Props {
  explorer: Explorer
  /** Absent while the search has a mistake. */
  questionKey: string | undefined
  count: Load<Count>
  actions: ValueActions
  tools: ComponentChildren
}

const importDrawer = () => import('../session/rowDrawer.tsx')
const RowDrawer = lazyPart(async () => (await importDrawer()).RowDrawer)

/** A row that the pointer is over may be opened. If the drawer cannot be loaded, it says so itself. */
const preloadDrawer = () => void importDrawer().catch(() => {})

/** Asks for a session while the drawer that shows it is made. */
function askForSession({ appId, sessionId }: SelectedRow): void {
  const key = { appId, sessionId }
  prefetchPages(toPagesKey(key), (cursor, abort) => fetchSessionPage(key, cursor, abort))
}

const FORMATS = { tick: formatTick, span: formatSpan, count: formatCount }

/** Picture, number and table of a list. Each loads, fails and retries alone. */
export function Results({ explorer, questionKey, count, actions, tools }: Props): JSX.Element {
  const { state, window, step, refresh } = explorer
  const question = { state, window }
  const rowsKey = questionKey && toRowsKey(question)
  const rows = usePages<object>(rowsKey, {
    shape: `${state.list} ${state.isGrouped}`,
    fetchPage: (cursor, abort) => fetchRowsPage(question, cursor, abort),
  })
  const picture = useQuery(questionKey && `histogram ${state.zone} ${questionKey}`, (abort) =>
    fetchHistogram(question, abort),
  )
  const [visible, setVisible] = useState<{ from: number; to: number }>()
  const live = useLive(explorer, rows)
  const chosen = useSelection(explorer, live.rows)
  return (
    <section class="results" aria-label={t('list.table')}>
      {hasOwnProblem(picture, rows) ? (
        <ProblemBox load={picture} isCompact />
      ) : (
        <Histogram
          buckets={picture.data?.buckets ?? []}
          intervalMs={picture.data?.intervalMs ?? 1}
          isBusy={picture.isLoading}
          hasErrors={hasErrorBars(state.list)}
          hasCrashes={state.list === 'sessions'}
          visible={state.isGrouped ? undefined : visible}
          formats={FORMATS}
          zoom={(from, to) => step({ kind: 'zoom', window: { from, to } })}
        />
      )}
      <div class="results-bar">
        <p class={count.isStale ? 'results-count faint' : 'results-count'} role="status">
          {toStatusText(explorer, rows, count)}
        </p>
        <GroupChoice explorer={explorer} />
        <div class="results-tools">
          <DifferencesButton explorer={explorer} questionKey={questionKey} />
          <LiveButton explorer={explorer} />
          <IconButton icon="refresh" label={t('time.refresh')} onClick={refresh} />
          <IconButton
            icon="rows"
            label={`${t('list.density')}: ${t(`list.density.${state.density}`)}`}
            onClick={() =>
              step({
                kind: 'setDensity',
                density: state.density === 'dense' ? 'comfortable' : 'dense',
              })
            }
          />
          {tools}
        </div>
      </div>
      <div
        onPointerEnter={preloadDrawer}
        class={`results-table${rows.isStale && rows.isLoading ? ' is-loading' : ''}${chosen.selection.keys.size > 0 ? ' has-selection' : ''}`}
      >
        {live.banner}
        <Table
          explorer={explorer}
          rows={rows}
          shown={live.rows}
          count={count.data?.count}
          actions={actions}
          onVisible={setVisible}
          onTop={live.onTop}
          chosen={chosen}
        />
        <SelectionBar explorer={explorer} rows={live.rows} {...chosen} />
      </div>
      {state.selected && (
        <Suspense fallback={null}>
          <RowDrawer
            explorer={explorer}
            selected={state.selected}
            rows={live.rows}
            loadMore={rows.loadMore}
          />
        </Suspense>
      )}
    </section>
  )
}

interface TableProps {
  explorer: Explorer
  rows: Pages<object>
  shown: readonly object[]
  count: number | undefined
  actions: ValueActions
  onVisible: (times: { from: number; to: number } | undefined) => void
  onTop: (isAtTop: boolean) => void
  chosen: ChosenRows
}

function Table(props: TableProps): JSX.Element {
  const { explorer, rows, shown, count, actions, onVisible, onTop, chosen } = props
  const { state, fields, step } = explorer
  const widths = columnWidths.value
  const columns = useMemo(() => toTableColumns({ state, widths }), [state, widths, t('app.title')])
  // Rows of before stay below a problem, unless the reader may no longer see them.
  if (
    rows.problem?.kind === 'forbidden' ||
    ((rows.problem || rows.isCancelled) && shown.length === 0)
  ) {
    return <ProblemBox load={rows} />
  }
  if (shown.length === 0 && !rows.isLoading) {
    return <NothingFound explorer={explorer} />
  }
  const toTime = (row: object | undefined): number => {
    const key = state.list === 'sessions' ? 'session_start' : 'time'
    return row === undefined ? Number.NaN : Number(readRowValue(state, row, key))
  }
  return (
    <>
      <ProblemBox load={rows} note={rows.isStale ? t('problem.oldRows') : undefined} isCompact />
      <DataTable
        label={t(`nav.${state.list}`)}
        columns={columns}
        rows={shown}
        totalRows={state.isGrouped ? shown.length : (count ?? -1)}
        rowKey={(row) => toKeyOfRow(state, row)}
        rowPath={(row) => toRowPath(state, row, fields)}
        openRow={
          state.isGrouped
            ? undefined
            : (row) => {
                const selected = toSelectedRow(state, row)
                if (selected && state.list !== 'logs') {
                  askForSession(selected)
                }
                step({ kind: 'select', row: selected })
              }
        }
        openKey={toSelectedKey(state)}
        scrollKey={rows.shownKey}
        density={state.density}
        sort={toTableSort(state)}
        changeSort={(key) => step({ kind: 'sort', key })}
        resize={setColumnWidth}
        actions={actions}
        loadMore={rows.loadMore}
        isBusy={rows.isLoading}
        isLoadingMore={rows.isLoadingMore}
        onTop={onTop}
        selection={chosen.selection}
        select={chosen.select}
        onVisible={(first, last) => {
          const times = [toTime(shown[first]), toTime(shown[last])]
          onVisible(
            times.some(Number.isNaN)
              ? undefined
              : { from: Math.min(...times), to: Math.max(...times) },
          )
        }}
      />
    </>
  )
}

/** Returns whether the histogram has a problem that the rows below do not show: *Try again* there repeats both questions. */
function hasOwnProblem(picture: Load<unknown>, rows: Pages<object>): boolean {
  return picture.isCancelled
    ? !rows.isCancelled
    : picture.problem !== undefined && picture.problem.kind !== rows.problem?.kind
}

function toStatusText({ state }: Explorer, rows: Pages<object>, count: Load<Count>): string {
  if (state.isGrouped) {
    const { length } = rows.rows
    return rows.isStale
      ? t('list.loading')
      : t(length >= GROUP_ROWS ? 'list.count.firstGroups' : 'list.count.groups', { count: length })
  }
  if (count.data !== undefined) {
    return toCountText(state, count.data.count)
  }
  return count.isLoading ? t('list.loading') : ''
}

function GroupChoice({ explorer }: { explorer: Explorer }): JSX.Element | null {
  const { state, step } = explorer
  const type = toEventType(state.list)
  if (!isGroupable(state.list) || type === undefined || type === 'log') {
    return null
  }
  return (
    <Segmented
      label={t('list.group.label')}
      chosen={state.isGrouped ? 'grouped' : 'single'}
      choices={[
        { value: 'grouped', label: t(`list.group.${type}`) },
        { value: 'single', label: t('list.group.single') },
      ]}
      choose={(chosen) => step({ kind: 'group', isGrouped: chosen === 'grouped' })}
    />
  )
}

function NothingFound({ explorer }: { explorer: Explorer }): JSX.Element {
  const { state, step } = explorer
  return (
    <EmptyState icon="search" title={t('list.empty')} hint={t('list.empty.hint')}>
      <Button onClick={() => step({ kind: 'setRange', range: { last: { count: 30, unit: 'd' } } })}>
        {t('time.last.d', { count: 30 })}
      </Button>
      {state.query !== '' && (
        <Button onClick={() => step({ kind: 'search', query: '' })}>{t('list.empty.clear')}</Button>
      )}
    </EmptyState>
  )
}
