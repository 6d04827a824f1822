import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Release, ReleaseComparison } from '../../../../protocol/releases.ts'
import { fetchComparison, fetchReleaseSeries } from '../../api/releases.ts'
import { Icon } from '../../components/icon.tsx'
import { ProblemBox } from '../../components/problemBox.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { toChange } from '../../models/releases/change.ts'
import { MEASURES } from '../../models/releases/measures.ts'
import type { ReleaseScope } from '../../models/releases/releaseSearch.ts'
import { toReleaseQuery } from '../../models/releases/releaseSearch.ts'
import type { ReleasesState } from '../../models/releases/releasesState.ts'
import { useQuery } from '../../queries/useQuery.ts'
import { DifferencesPanel } from '../explorer/differencesPanel.tsx'
import { ChangeText, ComparisonTable } from './comparisonTable.tsx'
import { GoneErrors } from './goneErrors.tsx'
import { NewErrors } from './newErrors.tsx'
import { OverTime } from './overTime.tsx'
import { CrashFree } from './releaseTable.tsx'
import { toVersionText } from './releaseTexts.ts'

interface Props {
  scope: ReleaseScope
  version: string
  state: ReleasesState
  change: (part: Partial<ReleasesState>) => void
  toReleaseUrl: (version: string | undefined) => string
  toSessionsUrl: (version: string, term: string) => string
}

/** One release: its health beside that of the release before, the errors that it brought, and what its sessions have in common. */
export function ReleaseDetail(props: Props): JSX.Element {
  const { scope, version, toReleaseUrl } = props
  const load = useQuery(`comparison ${JSON.stringify([scope, version])}`, (abort) =>
    fetchComparison(scope, version, abort),
  )
  return (
    <>
      <p>
        <Link class="back-link" href={toReleaseUrl(undefined)}>
          <Icon name="back" />
          {t('releases.back')}
        </Link>
      </p>
      <h1 tabIndex={-1}>{toVisibleText(toVersionText(version))}</h1>
      <ProblemBox load={load} />
      {load.isLoading && !load.data && (
        <p role="status" data-busy="true">
          {t('releases.loading')}
        </p>
      )}
      {load.data && <Loaded {...props} comparison={load.data} />}
    </>
  )
}

function Loaded(props: Props & { comparison: ReleaseComparison }): JSX.Element {
  const { scope, version, comparison, toSessionsUrl } = props
  const { release, before } = comparison
  return (
    <>
      <Verdict {...props} />
      <div class="release-pair">
        {before && before.sessions > 0 && release.sessions > 0 && (
          <section class="releases-part" aria-labelledby="release-compared">
            <h2 id="release-compared">
              {t('release.compared', { other: toVisibleText(toVersionText(before.version)) })}
            </h2>
            <ComparisonTable release={release} before={before} toSessionsUrl={toSessionsUrl} />
          </section>
        )}
        {before && <Beside {...props} releases={[release, before]} />}
      </div>
      {before && (
        <section class="releases-part" aria-labelledby="release-new">
          <h2 id="release-new">{t('release.newErrors')}</h2>
          <p class="faint">
            {t(
              comparison.new_errors.length === 0 ? 'release.noNewErrors' : 'release.newErrorsHint',
            )}
          </p>
          <NewErrors errors={comparison.new_errors} scope={scope} version={version} />
        </section>
      )}
      {before && before.sessions > 0 && (
        <section class="releases-part" aria-labelledby="release-gone">
          <h2 id="release-gone">{t('release.goneErrors')}</h2>
          <p class="faint">
            {comparison.gone_errors.length === 0
              ? t('release.noGoneErrors')
              : t('release.goneErrorsHint', {
                  other: toVersionText(before.version),
                  version: toVersionText(version),
                })}
          </p>
          <GoneErrors
            errors={comparison.gone_errors}
            release={release}
            before={before}
            scope={scope}
          />
        </section>
      )}
      {release.sessions > 0 && (
        <section class="releases-part" aria-labelledby="release-differs">
          <h2 id="release-differs">{t('release.differs')}</h2>
          <p class="faint">{t('release.differsHint')}</p>
          <DifferencesPanel
            question={{
              of: 'sessions',
              search: toReleaseQuery({ env: undefined, version }),
              query: toReleaseQuery({ env: scope.env }),
              appId: scope.appId,
              range: scope.window,
            }}
          />
        </section>
      )}
    </>
  )
}

/** The answer in one sentence. */
function Verdict({
  comparison,
  toSessionsUrl,
}: Props & { comparison: ReleaseComparison }): JSX.Element {
  const { release, before } = comparison
  const about = t('release.about', {
    users: release.users,
    first: formatTime(release.first_seen),
    last: formatTime(release.last_seen),
  })
  const measure = MEASURES.crash_free_sessions
  const change =
    before && toChange(measure, measure.read(release, release), measure.read(before, before))
  const verdict = change?.verdict ?? 'neutral'
  const title = { better: 'release.rose', worse: 'release.fell' } as const
  return (
    <section class={`verdict ${verdict}`} aria-label={t('measure.crash_free_sessions')}>
      {release.sessions > 0 && (
        <p class="verdict-rate">
          <CrashFree
            rate={release.crash_free_sessions}
            href={toSessionsUrl(release.version, measure.term)}
          />
        </p>
      )}
      <div>
        {change && before && (
          <p class="verdict-title">
            {verdict === 'better' || verdict === 'worse' ? t(title[verdict]) : t('release.steady')}{' '}
            <ChangeText change={change} />
          </p>
        )}
        {!change && <p class="verdict-title">{toReason(release, before)}</p>}
        {change && before && (
          <p>
            {t('release.against', {
              crashed: release.crashed,
              sessions: release.sessions,
              other: toVersionText(before.version),
              crashedBefore: before.crashed,
              sessionsBefore: before.sessions,
            })}
          </p>
        )}
        <p class="faint">{about}</p>
      </div>
    </section>
  )
}

/** Why there is nothing to compare. */
function toReason(release: Release, before: Release | null): string {
  if (release.sessions === 0) {
    return t('release.noSessions')
  }
  return before
    ? t('release.noneBefore', { other: toVersionText(before.version) })
    : t('release.first')
}

/** Both releases over time. */
function Beside({
  scope,
  releases,
  state,
  change,
  toReleaseUrl,
}: Props & { releases: readonly Release[] }): JSX.Element | null {
  const versions = releases.map(({ version }) => version)
  // The question of the list, whose answer is known when the reader comes from there.
  const load = useQuery(`series ${JSON.stringify(scope)}`, (abort) =>
    fetchReleaseSeries(scope, abort),
  )
  const own = load.data?.releases.filter(({ version }) => versions.includes(version)) ?? []
  if (load.data && own.length === 0) {
    return null // neither is among the largest releases
  }
  return (
    <section class="releases-part" aria-labelledby="release-beside" aria-busy={load.isLoading}>
      <h2 id="release-beside">{t('release.overTime')}</h2>
      <ProblemBox load={load} isCompact />
      {load.data && (
        <OverTime
          series={{ ...load.data, releases: own }}
          releases={releases}
          total={undefined}
          measure={state.measure}
          window={scope.window}
          chooseMeasure={(measure) => change({ measure })}
          toReleaseUrl={toReleaseUrl}
          zoom={(from, to) => change({ range: { from, to } })}
        />
      )}
    </section>
  )
}
