import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Health, Release, ReleaseSeries } from '../../../../protocol/releases.ts'
import { Sparkline } from '../../components/sparkline.tsx'
import { toVisibleText } from '../../format/visibleText.ts'
import { toFieldLabel } from '../../i18n/fieldLabel.ts'
import { formatCount, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { MEASURES, toLevel } from '../../models/releases/measures.ts'
import { RateTrend } from './rateTrend.tsx'
import { formatMeasure, formatRate, toMeasureLabel, toVersionText } from './releaseTexts.ts'

interface Props {
  releases: readonly Release[]
  series: ReleaseSeries | undefined
  toReleaseUrl: (version: string) => string
  /** Address of the sessions of a release that a term finds. */
  toSessionsUrl: (version: string, term: string) => string
}

/** Releases with their health. Every number opens the sessions that it counts. */
export function ReleaseTable(props: Props): JSX.Element {
  const { releases, series } = props
  const trends = new Map(series?.releases.map(({ version, health }) => [version, health]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs the focus
    <div class="release-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('releases.version')}</th>
            <th scope="col">{toMeasureLabel('adoption')}</th>
            <th scope="col">{toMeasureLabel('crash_free_sessions')}</th>
            <th scope="col" class="number">
              {toMeasureLabel('crash_free_users')}
            </th>
            {(['sessions', 'users', 'crashed', 'abnormal', 'errored'] as const).map((key) => (
              <th key={key} scope="col" class="number">
                {t(`measure.${key}`)}
              </th>
            ))}
            {(['errors', 'time_spent_p50', 'engaged'] as const).map((key) => (
              <th key={key} scope="col" class="number">
                {toMeasureLabel(key)}
              </th>
            ))}
            <th scope="col">{toFieldLabel('first_seen')}</th>
            <th scope="col">{toFieldLabel('last_seen')}</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <Row
              key={release.version}
              {...props}
              release={release}
              trend={trends.get(release.version)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps extends Props {
  release: Release
  trend: readonly Health[] | undefined
}

function Row({ release, trend, toReleaseUrl, toSessionsUrl }: RowProps): JSX.Element {
  const { version, sessions, users, crash_free_sessions: rate, adoption } = release
  const counts = trend?.map((one) => one.sessions)
  const toRows = (term: string): string => toSessionsUrl(version, term)
  return (
    <tr>
      <th scope="row">
        <Link href={toReleaseUrl(version)}>{toVisibleText(toVersionText(version))}</Link>
      </th>
      <td>
        <span class="with-trend">
          <Link class="number" href={toRows('')}>
            {formatRate(adoption)}
          </Link>
          {counts && (
            <Sparkline
              counts={counts}
              label={t('level.adoption', { counts: counts.map(formatCount).join(', ') })}
            />
          )}
        </span>
      </td>
      <td>
        <span class="with-trend">
          <CrashFree rate={rate} href={toRows(MEASURES.crash_free_sessions.term)} />
          {trend && <RateTrend buckets={trend} />}
        </span>
      </td>
      <td class="number">
        {users === 0 ? (
          '–'
        ) : (
          <Link href={toRows(MEASURES.crash_free_users.term)}>
            {formatRate(release.crash_free_users)}
          </Link>
        )}
      </td>
      <CountCell count={sessions} href={toRows('')} />
      <CountCell count={users} href={toRows('has:userid')} />
      {(['crashed', 'abnormal', 'errored'] as const).map((key) => (
        <CountCell
          key={key}
          count={release[key]}
          href={toRows(MEASURES[key].term)}
          look={key === 'crashed' && release.crashed > 0 ? 'crashed' : ''}
        />
      ))}
      <td class="number">
        <Link href={toRows(MEASURES.errors.term)}>
          {formatMeasure(release.errors / sessions, 'ratio')}
        </Link>
      </td>
      <td class="number">{formatMeasure(release.time_spent_p50, 'duration')}</td>
      <td class="number">
        <Link href={toRows(MEASURES.engaged.term)}>{formatRate(release.engaged / sessions)}</Link>
      </td>
      <td>{formatTime(release.first_seen)}</td>
      <td>{formatTime(release.last_seen)}</td>
    </tr>
  )
}

/** A crash-free rate with its level as a colour, a shape and a word. */
export function CrashFree({ rate, href }: { rate: number; href: string }): JSX.Element {
  const level = toLevel(rate)
  return (
    <span class={`level ${level}`}>
      <Link class="number" href={href}>
        {formatRate(rate)}
      </Link>
      <span class="level-word">{t(`level.${level}`)}</span>
    </span>
  )
}

interface CountProps {
  count: number
  href: string
  look?: string
}

function CountCell({ count, href, look = '' }: CountProps): JSX.Element {
  return (
    <td class={`number ${look}`}>
      {count === 0 ? <span class="faint">0</span> : <Link href={href}>{formatCount(count)}</Link>}
    </td>
  )
}
