import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { Health } from '../../../../protocol/releases.ts'
import { Sparkline } from '../../components/sparkline.tsx'
import { formatCount } from '../../i18n/format.ts'
import { t } from '../../i18n/releaseMessages.ts'
import { MEASURES, toNumber } from '../../models/releases/measures.ts'
import { RateTrend } from './rateTrend.tsx'
import { CrashFree } from './releaseTable.tsx'
import { formatMeasure, toMeasureLabel } from './releaseTexts.ts'

interface Props {
  total: Health
  buckets: readonly Health[] | undefined
  toSessionsUrl: (term: string) => string
}

const TILES = [
  'crash_free_users',
  'crashed',
  'abnormal',
  'errors',
  'time_spent_p50',
  'engaged',
] as const

/** Health of all sessions of the range: the answer before the pictures. */
export function Summary({ total, buckets, toSessionsUrl }: Props): JSX.Element {
  return (
    <dl class="health-tiles">
      <div class="health-tile">
        <dt>{toMeasureLabel('crash_free_sessions')}</dt>
        <dd>
          <CrashFree
            rate={total.crash_free_sessions}
            href={toSessionsUrl(MEASURES.crash_free_sessions.term)}
          />
          {buckets && <RateTrend buckets={buckets} />}
        </dd>
      </div>
      <div class="health-tile">
        <dt>{t('measure.sessions')}</dt>
        <dd>
          <Link href={toSessionsUrl('')}>{formatCount(total.sessions)}</Link>
          {buckets && <Sessions buckets={buckets} />}
        </dd>
      </div>
      {TILES.map((key) => {
        const { kind, read, term } = MEASURES[key]
        const text = formatMeasure(toNumber(read(total, total)), kind)
        return (
          <div key={key} class="health-tile">
            <dt>{toMeasureLabel(key)}</dt>
            <dd>
              {term === '' ? <span>{text}</span> : <Link href={toSessionsUrl(term)}>{text}</Link>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Sessions({ buckets }: { buckets: readonly Health[] }): JSX.Element {
  const counts = buckets.map(({ sessions }) => sessions)
  return (
    <Sparkline
      counts={counts}
      label={t('level.adoption', { counts: counts.map(formatCount).join(', ') })}
    />
  )
}
