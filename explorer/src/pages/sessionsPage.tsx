import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { useSearch } from 'wouter-preact'
import { navigate } from 'wouter-preact/use-browser-location'
import { EmptyHint } from '../components/emptyHint.tsx'
import { ListControls } from '../components/listControls.tsx'
import { ListStatus } from '../components/listStatus.tsx'
import { LoadMore } from '../components/loadMore.tsx'
import { ProblemBox } from '../components/problemBox.tsx'
import { SessionTable } from '../components/sessionTable.tsx'
import { startAutoRefresh } from '../models/autoRefresh.ts'
import { parseListState, toListPath } from '../models/listState.ts'
import type { SessionListModel } from '../models/sessionList.ts'
import { toKey } from '../models/sessionList.ts'

export function SessionsPage({ model }: { model: SessionListModel }): JSX.Element {
  const query = parseListState(useSearch())
  const { refreshSeconds } = query
  useEffect(() => model.open(query), [toKey(query)])
  useEffect(
    () => startAutoRefresh({ seconds: refreshSeconds, refresh: model.refresh, page: document }),
    [refreshSeconds],
  )
  useEffect(() => {
    document.title = 'Sessions · Session Explorer'
  }, [])
  const state = model.state.value
  const { phase, rows, problem } = state
  const isLoading = phase === 'loading' || phase === 'refreshing'
  return (
    <>
      <div class="page-bar">
        <h1>Sessions</h1>
        <ListControls
          state={query}
          appIds={model.appIds.value}
          change={(part) => navigate(toListPath({ ...query, ...part }))}
          refresh={model.refresh}
        />
      </div>
      <ListStatus state={state} loadedAt={model.loadedAt.value} />
      {phase === 'failed' && problem && <ProblemBox problem={problem} retry={model.retry} />}
      {rows.length > 0 && (
        <SessionTable sessions={rows} showsApp={model.appIds.value.length > 1} isBusy={isLoading} />
      )}
      {phase === 'ready' && rows.length === 0 && <EmptyHint />}
      <LoadMore state={state} loadMore={model.loadMore} retry={model.retry} />
    </>
  )
}
