import type { JSX } from 'preact'
import { Link } from 'wouter-preact'
import type { VitalKey } from '../../../../protocol/vitalThresholds.ts'
import { VITAL_THRESHOLDS } from '../../../../protocol/vitalThresholds.ts'
import { t } from '../../i18n/dashboardMessages.ts'
import { formatShare } from '../../i18n/format.ts'
import type { VitalRating } from '../../models/vitals.ts'
import { toVitalName, toVitalRating } from '../../models/vitals.ts'
import { toBehindUrl } from './widgetContext.ts'
import type { PictureProps } from './widgetPicture.tsx'
import { formatMeasure, toNumberKind } from './widgetTexts.ts'

/** The 75th percentile of a web vital, and how its views are spread over the thresholds of web.dev. */
export function VitalGauge(props: PictureProps): JSX.Element | null {
  const { widget, answer } = props
  const [key = ''] = widget.measures
  const name = toVitalName(key)
  const [group] = answer.groups ?? []
  if (group === undefined || name === undefined) {
    return null
  }
  const [p75 = null, good = null, poor = null] = group.totals
  if (p75 === null || good === null || poor === null) {
    return <p class="faint widget-none">{t('widget.none')}</p>
  }
  const rating = toVitalRating(name, p75)
  const kind = toNumberKind(key, widget.list)
  return (
    <div class="gauge">
      <p class="gauge-now">
        <Link href={toBehindUrl(props, { terms: [`has:${key}`] })} class="big-value">
          {formatMeasure(p75, kind)}
        </Link>
        <span class={`gauge-rating rated-${rating}`}>{t(`widget.${rating}`)}</span>
        <span class="faint">{t('widget.p75')}</span>
      </p>
      <ul class="gauge-parts">
        {toParts(key as VitalKey, { good, poor }).map(({ rating, share, term }) => (
          <li
            key={rating}
            style={{ flexGrow: Math.max(share, 0.001) }}
            class={`gauge-part rated-${rating}`}
          >
            <Link
              href={toBehindUrl(props, { terms: term })}
              title={`${t(`widget.${rating}`)} ${formatShare(share)}`}
              aria-label={`${t('widget.views', { rating: t(`widget.${rating}`) })} ${formatShare(share)}`}
            >
              <span class="gauge-bar" />
              {share >= 0.07 && <span class="gauge-share">{formatShare(share)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface Part {
  rating: VitalRating
  share: number
  term: string[]
}

function toParts(key: VitalKey, { good, poor }: { good: number; poor: number }): Part[] {
  const [fine, bad] = VITAL_THRESHOLDS[key]
  return [
    { rating: 'good', share: good, term: [`${key}:<=${fine}`] },
    {
      rating: 'needsImprovement',
      share: Math.max(0, 1 - good - poor),
      term: [`${key}:{${fine} TO ${bad}]`],
    },
    { rating: 'poor', share: poor, term: [`${key}:>${bad}`] },
  ]
}
