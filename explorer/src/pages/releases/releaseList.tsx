import type { JSX } from 'preact'
import { fetchReleaseSeries, fetchReleases } from '../../api/releases.ts'
import { EmptyState } from '../../components/emptyState.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { t } from '../../i18n/releaseMessages.ts'
import type { ReleaseScope } from '../../models/releases/releaseSearch.ts'
import type { ReleasesState } from '../../models/releases/releasesState.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { OverTime } from './overTime.tsx'
import { ReleaseTable } from './releaseTable.tsx'
import { Summary } from './summary.tsx'

interface Props {
  scope: ReleaseScope
  state: ReleasesState
  change: (part: Partial<ReleasesState>) => void
  toReleaseUrl: (version: string | undefined) => string
  toSessionsUrl: (version: string | undefined, term: string) => string
}

/** Health of all sessions, over time and by release. */
export function ReleaseList(props: Props): JSX.Element {
  const { scope, state, change, toReleaseUrl, toSessionsUrl } = props
  const key = JSON.stringify(scope)
  const list = useQuery(`releases ${key}`, (abort) => fetchReleases(scope, abort))
  const series = useQuery(`series ${key}`, (abort) => fetchReleaseSeries(scope, abort))
  const { data } = list
  const isEmpty = data?.total.sessions === 0
  return (
    <>
      <h1 tabIndex={-1}>{t('nav.releases')}</h1>
      <ProblemBox load={list} />
      {list.isLoading && !data && (
        <p role="status" data-busy="true">
          {t('releases.loading')}
        </p>
      )}
      {isEmpty && (
        <EmptyState icon="view" title={t('releases.none')} hint={t('releases.noneHint')} />
      )}
      {data && !isEmpty && (
        <>
          <Summary
            total={data.total}
            buckets={series.data?.total}
            toSessionsUrl={(term) => toSessionsUrl(undefined, term)}
          />
          <section class="releases-part" aria-labelledby="over-time" aria-busy={series.isLoading}>
            <h2 id="over-time">{t('releases.overTime')}</h2>
            <ProblemBox load={series} isCompact />
            {series.data && (
              <OverTime
                series={series.data}
                releases={data.releases}
                total={data.total}
                measure={state.measure}
                window={scope.window}
                chooseMeasure={(measure) => change({ measure })}
                toReleaseUrl={toReleaseUrl}
                zoom={(from, to) => change({ range: { from, to } })}
              />
            )}
          </section>
          <section class="releases-part" aria-labelledby="release-list">
            <h2 id="release-list">{t('releases.list')}</h2>
            <p class="faint">{t('releases.listHint')}</p>
            <ReleaseTable
              releases={data.releases}
              series={series.data}
              toReleaseUrl={toReleaseUrl}
              toSessionsUrl={toSessionsUrl}
            />
          </section>
        </>
      )}
    </>
  )
}
